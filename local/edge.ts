import { mkdir, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runCron, type ScheduledWorker } from "./cron.ts";
import { databaseBindings, openEdge } from "./embed.ts";
import { migrate, type Database } from "./migrate.ts";
import { dataPaths, paths } from "./paths.ts";
import { say } from "./say.ts";
import { loadSecrets } from "./secrets.ts";

/** The edge process: workerd with the Worker, its objects, queues and database. Tells its parent when it is ready. */
const { values } = parseArgs({
  options: {
    port: { type: "string" },
    data: { type: "string" },
    "inspector-port": { type: "string" },
    worker: { type: "string" },
  },
});
if (values.port === undefined || values.data === undefined) throw new Error("edge: --port and --data are needed");

const files = dataPaths(values.data);
await rm(files.temporary, { recursive: true, force: true });
await mkdir(files.temporary, { recursive: true });
const secrets = await loadSecrets(files.secrets);
const inspectorPort = values["inspector-port"];
const edge = openEdge(
  Number(values.port),
  values.data,
  secrets,
  inspectorPort === undefined ? undefined : Number(inspectorPort),
  values.worker,
);

// Miniflare ends the process on a signal before its own disposal is done.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.removeAllListeners(signal);
  process.once(signal, () => {
    edge.dispose().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`edge: ${String(error)}`);
        process.exit(1);
      },
    );
  });
}

await edge.ready;
for (const binding of databaseBindings()) {
  // Miniflare's own type needs a package of ambient types that would clash with Node's.
  const database = (await edge.getD1Database(binding, "heliograph")) as Database;
  for (const name of await migrate(database, paths.migrations)) {
    say(`edge: applied migration ${name}${binding === "DB" ? "" : ` to ${binding}`}`);
  }
}
// As above.
void runCron((await edge.getWorker("heliograph")) as unknown as ScheduledWorker);
process.send?.("ready");
