import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Smsc } from "./flags.ts";
import { endLeftovers, markOf, markVariable } from "./leftovers.ts";
import { dataPaths, paths, root } from "./paths.ts";

export type Role = "edge" | "simulator" | "connector";
export const roles: readonly Role[] = ["edge", "simulator", "connector"];
const standardError = 2;

/** How one of the stack's processes is started. */
export interface Command {
  role: Role;
  folder: string;
  script: string;
  args: string[];
  env: Record<string, string>;
}

export function edgeCommand(folder: string, port: number): Command {
  const args = ["--port", String(port), "--data", folder];
  const env = {
    // Wrangler would warn that the secrets are not in its own files.
    WRANGLER_LOG: "error",
    // Where Miniflare's temporary files of a killed edge are found again.
    TMPDIR: dataPaths(folder).temporary,
  };
  return { role: "edge", folder, script: "local/edge.ts", args, env };
}

export function simulatorCommand(folder: string, smsc: Smsc, receiptDelayMs: number): Command {
  const args = ["--host", smsc.host, "--port", String(smsc.port), "--system-id", smsc.systemId];
  args.push("--password", smsc.password, "--receipt-delay-ms", String(receiptDelayMs));
  args.push("--data", dataPaths(folder).simulatorData);
  return { role: "simulator", folder, script: "connector/simulator/main.ts", args, env: {} };
}

export function connectorCommand(folder: string, edgeUrl: string, token: string): Command {
  return {
    role: "connector",
    folder,
    script: "connector/main.ts",
    args: ["--journal", dataPaths(folder).connectorJournal],
    env: {
      HELIOGRAPH_EDGE_URL: edgeUrl,
      HELIOGRAPH_CONNECTOR_TOKEN: token,
      HELIOGRAPH_CONNECTOR_ID: "local",
    },
  };
}

/**
 * In a process group of its own, so that Ctrl-C reaches only the parent, which ends its children in order; by the IPC
 * channel a child notices when the parent is gone. All it prints goes to `output`, a file descriptor.
 */
export async function startCommand(command: Command, output = standardError): Promise<ChildProcess> {
  const mark = markOf(command.folder, command.role);
  await endLeftovers(mark);
  return spawn(
    paths.node,
    [
      "--disable-warning=ExperimentalWarning",
      "--import",
      join(import.meta.dirname, "child.ts"),
      join(root, command.script),
      ...command.args,
    ],
    {
      cwd: root,
      env: { ...process.env, ...command.env, [markVariable]: mark },
      stdio: ["ignore", output, output, "ipc"],
      detached: true,
    },
  );
}
