import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../local/paths.ts";

/** The machine and the versions, as a line for the report. */
export function environmentLine(): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}, ${gibibytes} GiB, ${systemName()}`;
  const versions = [
    `Node ${process.versions.node}`,
    `workerd ${packageVersion("workerd")}`,
    `Kannel ${kannelVersion()}`,
    `commit ${commitName()}`,
  ];
  const load = loadavg()[0]?.toFixed(1) ?? "unknown";
  return `${machine}; ${versions.join(", ")}; ${new Date().toISOString().slice(0, 10)}, load average before: ${load}.`;
}

function systemName(): string {
  return attempt(() => /PRETTY_NAME="(.*)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1]);
}

function packageVersion(name: string): string {
  return attempt(() => {
    const file = readFileSync(join(root, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(file) as { version: string }).version;
  });
}

function kannelVersion(): string {
  return attempt(() => output("dpkg-query", ["--showformat=${Version}", "--show", "kannel"]));
}

function commitName(): string {
  return attempt(() => output("git", ["-C", root, "describe", "--always", "--dirty"]));
}

function output(program: string, args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

function attempt(find: () => string | undefined): string {
  try {
    return find() ?? "unknown";
  } catch {
    return "unknown";
  }
}
