import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Admin } from "../../local/bootstrap.ts";
import { buildMeteredWorker } from "../../local/build.ts";
import { edgeCommand, startCommand } from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";
import { dataPaths, paths } from "../../local/paths.ts";
import { findFreePort, loopback } from "../../local/ports.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { waitForReady } from "../../local/stack.ts";
import { limits } from "./bench-stack.ts";
import { removeTemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** An edge with its meter on a data directory of its own, without connectors, that can be stopped and started again. */
export class EdgeAlone {
  readonly folder: string;
  readonly url: string;
  readonly adminKey: string;
  apiKey = "";
  accountId = "";
  readonly #port: number;
  #child: ChildProcess | null = null;

  private constructor(folder: string, port: number, adminKey: string) {
    this.folder = folder;
    this.#port = port;
    this.url = `http://${loopback}:${port}`;
    this.adminKey = adminKey;
  }

  /** Runs `use` on an edge that runs and has one account. */
  static async with(use: (edge: EdgeAlone) => Promise<void>): Promise<void> {
    const folder = temporaryFolder("heliograph-lists");
    const { ADMIN_KEY } = await loadSecrets(dataPaths(folder).secrets);
    const edge = new EdgeAlone(folder, await findFreePort(), ADMIN_KEY);
    try {
      await buildMeteredWorker();
      await edge.start();
      const { id, apiKey } = await new Admin(edge.url, ADMIN_KEY).createAccount("Bench", limits);
      edge.accountId = id;
      edge.apiKey = apiKey.key;
      await use(edge);
    } finally {
      await edge.stop();
      removeTemporaryFolder(folder);
    }
  }

  async start(): Promise<void> {
    const command = edgeCommand(this.folder, this.#port);
    command.args.push("--worker", paths.meteredBundle);
    this.#child = await startCommand(command);
    await waitForReady(this.#child);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await endLeftovers(markOf(this.folder, "edge"));
  }
}
