import type { Schema } from "../../api/client.ts";
import { momentOf } from "../../components/local-time.ts";

export interface ReplayValues {
  kind: "range" | "failed";
  /** As datetime-local fields have them; `to` may be empty. */
  from: string;
  to: string;
}

export function replayOf({ kind, from, to }: ReplayValues): Schema<"ReplayWebhook"> {
  const start = momentOf(from);
  if (kind === "failed") return start === undefined ? {} : { failedSince: start };
  const end = momentOf(to);
  return { ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) };
}
