import type { TortureMessage } from "./read-model.ts";
import type { SmscSubmit } from "./records.ts";

/**
 * Receipts that a message's timeline lacks. The SMSCs send one for every submit they take, and it is acknowledged by the time this
 * asks; the edge can tell whose it is once it knows the id.
 */
export function lostReceipts({ timeline }: TortureMessage, seen: readonly SmscSubmit[]): string[] {
  const taken = new Set(seen.map(({ carrierMessageId }) => carrierMessageId));
  const known = new Set(
    timeline
      .filter(({ type, carrierMessageId }) => type === "sent" && taken.has(carrierMessageId ?? null))
      .map(({ segment }) => segment),
  );
  return [...known]
    .filter((segment) => !timeline.some((entry) => entry.type === "receipt" && entry.segment === segment))
    .map((segment) => `segment ${segment} was taken under an id that the edge knows, and has no receipt`);
}
