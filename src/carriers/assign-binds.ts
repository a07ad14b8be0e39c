import { rendezvousPick } from "../rendezvous.ts";

/** A connector that could hold binds. */
export interface Candidate {
  journal: number;
  connectorId: string;
}

/**
 * The connector that should hold a bind: rendezvous hashing over those that are there, so that binds spread evenly and only
 * those of a connector that comes or goes ever move. Null where there is nobody.
 */
export function preferredHolder(carrierId: string, bindId: string, candidates: readonly Candidate[]): Candidate | null {
  return rendezvousPick(candidates, ({ connectorId }) => `${carrierId}/${bindId}/${connectorId}`);
}
