import type { MetricFamily } from "../metrics/prometheus-text.ts";
import type { DatabaseStorage } from "./get-storage.ts";

/** How large the databases are, for Prometheus. A database that does not grow, or is new, has no time when it is full. */
export function storageFamilies(databases: readonly DatabaseStorage[]): MetricFamily[] {
  return [
    {
      name: "heliograph_database_bytes",
      type: "gauge",
      help: "How large a database is.",
      samples: databases.map(({ name, bytes }) => ({ labels: { database: name }, value: bytes })),
    },
    {
      name: "heliograph_database_limit_bytes",
      type: "gauge",
      help: "What a database may grow to.",
      samples: databases.map(({ name, limitBytes }) => ({ labels: { database: name }, value: limitBytes })),
    },
    {
      name: "heliograph_database_full_timestamp_seconds",
      type: "gauge",
      help: "When a database is full at the rate of the last seven days.",
      samples: databases.flatMap(({ name, fullAtMs }) =>
        fullAtMs === null ? [] : [{ labels: { database: name }, value: Math.round(fullAtMs / 1_000) }],
      ),
    },
  ];
}
