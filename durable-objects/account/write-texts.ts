import type { AcceptedId, AcceptedItem } from "../../src/accounts/account.ts";
import type { AcceptedText, DraftText } from "../../src/messages/message.ts";
import type { TextRefusal } from "../../src/messages/text-refusals.ts";
import type { DuePlan } from "../../src/schedules/plan-due.ts";
import type { AccountContext } from "./account-context.ts";
import { nextReference } from "./references.ts";
import type { ScheduledTexts } from "./scheduled-texts.ts";
import type { TextRows } from "./text-rows.ts";

/** Where texts go that were accepted, and when. */
export interface TextPlaces extends Pick<AccountContext, "sql" | "ids"> {
  /** Those of the outbox; the caller flushes them. */
  rows: TextRows;
  scheduled: ScheduledTexts;
  /** Null for a draft that goes at once and for ever. */
  dueOf: (draft: DraftText) => DuePlan | null;
}

/** A text that was stored, with the time it waits for. */
export type WrittenText = AcceptedText & { dueAtMs?: number };

/**
 * Gives each draft that was not refused an id and a place in the outbox, or among the texts that wait for their time. Items
 * come in the order of the drafts. Part of the accept transaction.
 */
export function writeTexts(
  { sql, ids, rows, scheduled, dueOf }: TextPlaces,
  drafts: readonly DraftText[],
  verdicts: readonly (TextRefusal | null)[],
  nowMs: number,
): { items: AcceptedItem[]; texts: WrittenText[] } {
  const items: AcceptedItem[] = [];
  const texts: WrittenText[] = [];

  for (const [index, draft] of drafts.entries()) {
    const refusal = verdicts[index] ?? null;
    if (refusal !== null) {
      items.push(refusal);
      continue;
    }
    const id = ids.next("message");
    const { senderPool, timing, ...sent } = draft;
    const text: AcceptedText = { id, reference: nextReference(sql, draft, nowMs), ...sent };
    const item: AcceptedId = senderPool === undefined ? { id } : { id, from: sent.from };
    const due = dueOf(draft);
    const { priceMicros, currency } = text;
    if (priceMicros !== undefined && currency !== undefined) item.price = { priceMicros, currency };
    if (due?.validUntilMs !== undefined) text.validUntilMs = due.validUntilMs;
    if (due === null || due.dueAtMs <= nowMs) rows.add(id, JSON.stringify(text));
    else {
      scheduled.add({ text, timing: timing ?? {}, dueAtMs: due.dueAtMs }, nowMs);
      item.dueAtMs = due.dueAtMs;
    }
    items.push(item);
    texts.push(item.dueAtMs === undefined ? text : { ...text, dueAtMs: item.dueAtMs });
  }
  scheduled.close();
  return { items, texts };
}
