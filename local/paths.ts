import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

export const paths = {
  node: join(root, "node_modules/.bin/node"),
  wranglerConfig: join(root, "wrangler.toml"),
  migrations: join(root, "migrations"),
  workerBundle: join(root, "dist/worker/index.mjs"),
  /** The Worker with a meter around it, src/meter. */
  meteredBundle: join(root, "dist/metered/index.mjs"),
  dashboard: join(root, "dashboard"),
  /** Leads to the folder of the last build. */
  assets: join(root, "dist/assets"),
} as const;

/** What lies where in a data directory. */
export function dataPaths(folder: string) {
  return {
    folder,
    lock: join(folder, "lock"),
    secrets: join(folder, "secrets.json"),
    account: join(folder, "local.json"),
    signIn: join(folder, "sign-in.json"),
    ports: join(folder, "ports.json"),
    edge: join(folder, "edge"),
    temporary: join(folder, "temporary"),
    connectorJournal: join(folder, "connector.sqlite"),
    pduLog: join(folder, "pdu-log"),
    simulatorData: join(folder, "simulator.sqlite"),
  };
}
