import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { environment, installMissing, node, root } from "./install.mjs";

await installMissing();

const stack = spawn(
  node,
  ["--disable-warning=ExperimentalWarning", join(root, "local/main.ts"), ...process.argv.slice(2)],
  { cwd: root, env: environment, stdio: "inherit" },
);

// Ctrl-C reaches the stack by itself, a `kill` of this process alone does not; the stack takes both for one request.
process.on("SIGINT", () => stack.kill("SIGINT"));
process.on("SIGTERM", () => stack.kill("SIGTERM"));
process.on("SIGHUP", () => stack.kill("SIGHUP"));

stack.once("exit", (code, signal) => {
  process.exitCode = signal === null ? code : 128 + constants.signals[signal];
});
