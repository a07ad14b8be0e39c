import { randomFillSync } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { dataPaths } from "../../../local/paths.ts";
import { createIdFactory } from "../../../src/ids.ts";
import { call } from "../support/call.ts";
import type { Edge } from "../support/scene.ts";

/** Of no use to anybody but the tests that take it out of service. */
export const spareCarrier = "backup";

/** What operators' pages list: rules, ranges, a carrier to spare, and what only goes wrong on a bad day. */
export async function seedOperator(edge: Edge, folder: string): Promise<void> {
  await Promise.all([
    seedRoutes(edge),
    call(edge, "PUT", "/admin/v1/operators", {
      ranges: [
        { prefix: "57300", operator: "732-101" },
        { prefix: "57310", operator: "732-123" },
      ],
    }),
    call(edge, "PUT", `/admin/v1/carriers/${spareCarrier}`, {
      name: "Backup operator",
      binds: [
        { id: "backup-1", host: "smpp.example.net", port: 2775, systemId: "spare", password: "secret", enabled: false },
      ],
      segmentsPerSecond: 50,
    }),
  ]);
  seedBadDay(folder, edge.accountId);
}

/** Two versions, both of which send everything where it goes without any. */
async function seedRoutes(edge: Edge): Promise<void> {
  const everything = { id: "everything-else", priority: 1_000, targets: [{ carrierId: "default" }] };
  const colombia = { id: "colombia", match: { countries: ["CO"] }, targets: [{ carrierId: "default" }] };
  await call(edge, "PUT", "/admin/v1/routes", { rules: [everything] });
  await call(edge, "PUT", "/admin/v1/routes", { rules: [colombia, everything], note: "Colombia by a rule of its own" });
}

/** Dead letters, and an alarm with its graph: nothing that the API can be made to do in a minute. */
function seedBadDay(folder: string, accountId: string): void {
  const database = openDatabase(folder);
  try {
    const letter = database.prepare(
      "INSERT INTO dead_letters (id, kind, body, attempts, died_at_ms) VALUES (?, ?, ?, ?, ?)",
    );
    for (const id of ["seeded-1", "seeded-2", "seeded-3"]) {
      const body = JSON.stringify({ carrierId: "default", chunkId: `default:${id}`, events: [] });
      letter.run(id, "events", body, 15, Date.now() - 3_600_000);
    }
    const minute = Math.floor(Date.now() / 60_000);
    const series = Array.from({ length: 90 }, (_, index) => {
      const missing = index < 40 ? 2 + (index % 5) : Math.max(3, 34 - Math.abs(index - 60));
      return [minute - 120 + index, missing, 96 - (index % 3)];
    });
    database
      .prepare(
        `INSERT INTO alarms (id, rule, subject, account_id, severity, raised_at_ms, cleared_at_ms, clear_reason, value, peak, baseline, raise_at, clear_below, detail, series)
         VALUES (?, 'delivery_rate', 'carrier/default', ?, 'critical', ?, ?, 'recovered', 21, 34, 96, 20, 10, ?, ?)`,
      )
      .run(
        // Of today: what is over for long is forgotten every hour.
        createIdFactory(Date.now, randomFillSync).next("alarm"),
        accountId,
        (minute - 75) * 60_000,
        (minute - 32) * 60_000,
        JSON.stringify({ delivered: 620, ended: 1_000 }),
        JSON.stringify(series),
      );
  } finally {
    database.close();
  }
}

/** The edge's D1, which is a file on this machine. */
function openDatabase(folder: string): DatabaseSync {
  const files = globSync(join(dataPaths(folder).edge, "**/*.sqlite"));
  for (const file of files) {
    const database = new DatabaseSync(file, { timeout: 5_000 });
    const found = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'dead_letters'").get();
    if (found !== undefined) return database;
    database.close();
  }
  throw new Error("the edge's database was not found");
}
