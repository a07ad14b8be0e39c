import type { DraftText } from "../../src/messages/message.ts";

/** A reference is not needed again once the handset has given up on the message it was for. */
export const referenceTtlMs = 7 * 24 * 3_600_000;

/**
 * The concatenation reference of a text, 0 where it is one segment. Counted per sender and recipient so that two messages a
 * handset is putting together at the same time never share one (3GPP TS 23.040 §9.2.3.24.1), from a random number on.
 */
export function nextReference(sql: SqlStorage, draft: DraftText, nowMs: number): number {
  if (draft.segmentCount === 1) return 0;
  return sql
    .exec<{ reference: number }>(
      `INSERT INTO concatenation_references (sender, recipient, reference, used_at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reference = (reference + 1) & 65535, used_at_ms = excluded.used_at_ms
       RETURNING reference`,
      draft.from,
      draft.to,
      crypto.getRandomValues(new Uint16Array(1))[0] ?? 0,
      nowMs,
    )
    .one().reference;
}
