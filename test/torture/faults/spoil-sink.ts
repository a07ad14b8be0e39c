import type { Fault } from "../fault.ts";
import type { SinkName } from "../names.ts";
import type { SinkMode } from "../sinks.ts";

/** A customer's server that fails, that of every customer at once. */
export function spoilSink(name: SinkName, mode: Exclude<SinkMode, "well">): Fault {
  return {
    name: `${mode} ${name} webhooks`,
    apply: ({ sinks }) => sinks.become(name, mode),
    undo: ({ sinks }) => sinks.become(name, "well"),
  };
}
