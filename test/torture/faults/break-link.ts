import type { Fault } from "../fault.ts";
import type { LinkState } from "../faulty-relay.ts";
import type { LinkName } from "../names.ts";

/** A network that fails between a connector and the edge, or between a bind and its SMSC. */
export function breakLink(name: LinkName, state: Exclude<LinkState, "open">): Fault {
  return {
    name: `${state} ${name}`,
    apply: ({ links }) => links[name].become(state),
    undo: ({ links }) => links[name].become("open"),
  };
}
