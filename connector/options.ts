import { hostname } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import { observerOptionsShape, readObserverOptions } from "./observer-options.ts";

export const usage = `npm run connector -- [flags]
  --edge URL           the edge to serve (HELIOGRAPH_EDGE_URL)
  --token TOKEN        what the edge knows this connector by (HELIOGRAPH_CONNECTOR_TOKEN; a flag is seen by every process)
  --id NAME            this connector's name (HELIOGRAPH_CONNECTOR_ID, or the host's name)
  --journal FILE       what must outlive the process (HELIOGRAPH_CONNECTOR_JOURNAL, or .heliograph/connector-NAME.journal)
  --health-port PORT   answers GET /healthz and /metrics there, 0 for a free port (HELIOGRAPH_CONNECTOR_HEALTH_PORT, or none)
  --pdu-log LEVEL      a line for each PDU: off, headers or full (HELIOGRAPH_CONNECTOR_PDU_LOG, or off)
  --pdu-log-folder DIR where its files are (HELIOGRAPH_CONNECTOR_PDU_LOG_FOLDER, or .heliograph/pdu-log)
  --traces URL         where spans of traced texts are posted to as OTLP/HTTP JSON (HELIOGRAPH_TRACES, or off)
  --help`;

const optionsSchema = z.object({
  edgeUrl: z.url({ protocol: /^https?$/, error: "an http or https URL is needed: --edge" }),
  token: z.string({ error: "a token is needed: HELIOGRAPH_CONNECTOR_TOKEN" }).min(1),
  connectorId: z.string().regex(/^[\w.-]{1,64}$/, "up to 64 letters, digits, dots, dashes and underscores: --id"),
  journalPath: z.string().min(1),
  healthPort: z.coerce.number().int().min(0).max(65_535).optional(),
  ...observerOptionsShape,
});

export type ConnectorProcessOptions = z.infer<typeof optionsSchema>;

/**
 * What the command line and the environment ask for; flags go first.
 * @returns a message for the person who started it when that does not make sense, or undefined when help is asked for
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ConnectorProcessOptions | string | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        edge: { type: "string" },
        token: { type: "string" },
        id: { type: "string" },
        journal: { type: "string" },
        "health-port": { type: "string" },
        "pdu-log": { type: "string" },
        "pdu-log-folder": { type: "string" },
        traces: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (values.help === true) {
      return undefined;
    }
    const connectorId = values.id ?? environment["HELIOGRAPH_CONNECTOR_ID"] ?? hostname();
    const parsed = optionsSchema.safeParse({
      edgeUrl: values.edge ?? environment["HELIOGRAPH_EDGE_URL"],
      token: values.token ?? environment["HELIOGRAPH_CONNECTOR_TOKEN"],
      connectorId,
      journalPath:
        values.journal ?? environment["HELIOGRAPH_CONNECTOR_JOURNAL"] ?? `.heliograph/connector-${connectorId}.journal`,
      healthPort: values["health-port"] ?? environment["HELIOGRAPH_CONNECTOR_HEALTH_PORT"],
      ...readObserverOptions(values, environment),
    });
    return parsed.success ? parsed.data : parsed.error.issues.map(({ message }) => message).join("\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
