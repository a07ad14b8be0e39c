import type { Fault } from "../fault.ts";
import type { ProcessName } from "../names.ts";

/** SIGSTOP, then SIGCONT: a process that hangs, holds its connections and wakes up in the past. */
export function freezeProcess(name: ProcessName, note = ""): Fault {
  return {
    name: `freeze ${name}${note}`,
    apply: ({ processes }) => processes[name].freeze(),
    undo: ({ processes }) => processes[name].thaw(),
  };
}
