import type { DraftText } from "../../src/messages/message.ts";

/** A reference is not needed again once the handset has given up on the message it was for. */
export const referenceTtlMs = 7 * 24 * 3_600_000;

/**
 * The next concatenation reference for each draft that has several segments, counted per sender and recipient so that two
 * messages a handset is putting together at the same time never share one (3GPP TS 23.040 §9.2.3.24.1). Counting starts
 * at a random number. Returns references by the draft's index.
 */
export function allocateReferences(
  sql: SqlStorage,
  drafts: readonly DraftText[],
  random16: () => number,
  nowMs: number,
): Map<number, number> {
  const references = new Map<number, number>();
  for (const [index, draft] of drafts.entries()) {
    if (draft.segmentCount === 1) continue;
    const { reference } = sql
      .exec<{ reference: number }>(
        `INSERT INTO concatenation_references (sender, recipient, reference, used_at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET reference = (reference + 1) & 65535, used_at_ms = excluded.used_at_ms
         RETURNING reference`,
        draft.from,
        draft.to,
        random16(),
        nowMs,
      )
      .one();
    references.set(index, reference);
  }
  return references;
}
