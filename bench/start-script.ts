import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { paths, root } from "../local/paths.ts";

/** A script of this folder in a process of its own, which ends with this one. */
export function startScript(name: string, argument: string): ChildProcess {
  return fork(join(import.meta.dirname, name), [argument], {
    execPath: paths.node,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", join(root, "local/child.ts")],
  });
}
