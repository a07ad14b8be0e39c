import type { Fault } from "../fault.ts";
import type { ProcessName } from "../names.ts";

/** SIGKILL, and a new process later on the same data. */
export function killProcess(name: ProcessName): Fault {
  return {
    name: `kill ${name}`,
    apply: ({ processes }) => processes[name].kill(),
    undo: ({ processes }) => processes[name].start(),
  };
}
