import { findAssignments } from "../db/numbers.ts";
import type { AssignedInbound, InboundMessage } from "../messages/inbound.ts";
import { matchKeyword } from "./keyword.ts";
import { canonicalAddress } from "./number.ts";

/**
 * Says of each text from a handset whose it is: its number's longest keyword that the text begins with, or else the number's own
 * account. One query for all.
 */
export async function assignInbound(db: D1Database, messages: readonly InboundMessage[]): Promise<AssignedInbound[]> {
  if (messages.length === 0) return [];
  const canonical = messages.map((message) => ({
    ...message,
    from: canonicalAddress(message.from),
    to: canonicalAddress(message.to),
  }));
  const rows = await findAssignments(db, [...new Set(canonical.map(({ to }) => to))]);
  const byNumber = Map.groupBy(rows, ({ number }) => number);
  return canonical.map((message) => {
    const ofNumber = byNumber.get(message.to) ?? [];
    const keywords = ofNumber.flatMap(({ keyword, keywordAccountId }) =>
      keyword === null || keywordAccountId === null ? [] : [{ keyword, accountId: keywordAccountId }],
    );
    const match = matchKeyword(message.text, keywords);
    return {
      ...message,
      accountId: match?.accountId ?? ofNumber[0]?.accountId ?? null,
      keyword: match?.keyword ?? null,
    };
  });
}
