import type { Account, AcceptedItem } from "../../src/accounts/account.ts";
import type { IdFactory } from "../../src/ids.ts";
import type { AcceptedText, DraftText } from "../../src/messages/message.ts";
import type { Outbox } from "../lib/outbox.ts";
import { allocateReferences } from "./references.ts";

/** Texts in one outbox row: a row is what is read to find a fresh message, and the least that a chunk is made of. */
const textsPerRow = 50;
const charactersPerRow = 20_000;

export interface AcceptContext {
  sql: SqlStorage;
  outbox: Outbox;
  ids: IdFactory;
  account: Account;
  random16: () => number;
  nowMs: number;
}

/**
 * Gives each draft that the account may send an id and a place in the outbox, and says for each other what was wrong with
 * it. Synchronous: it is part of the accept transaction.
 */
export function acceptDrafts(context: AcceptContext, drafts: readonly DraftText[]): AcceptedItem[] {
  const { sql, outbox, ids, account, random16, nowMs } = context;
  const references = allocateReferences(sql, drafts, random16, nowMs);
  const items: AcceptedItem[] = [];
  let row: string[] = [];
  let rowId = "";
  let characters = 0;

  function closeRow(): void {
    if (row.length > 0) outbox.append(rowId, row.length, `[${row.join(",")}]`);
    row = [];
    characters = 0;
  }

  for (const [index, draft] of drafts.entries()) {
    const error = refusalOf(account, draft);
    if (error !== null) {
      items.push({ error });
      continue;
    }
    const id = ids.next("message");
    const text: AcceptedText = { id, reference: references.get(index) ?? 0, ...draft };
    const json = JSON.stringify(text);
    if (row.length === textsPerRow || characters + json.length > charactersPerRow) closeRow();
    if (row.length === 0) rowId = id;
    row.push(json);
    characters += json.length;
    items.push({ id });
  }
  closeRow();
  return items;
}

/** Why the account may not send a draft; null where it may. */
export function refusalOf(account: Account, draft: DraftText): "sender_not_allowed" | "too_many_segments" | null {
  if (account.senders !== null && !account.senders.includes(draft.from)) return "sender_not_allowed";
  if (draft.segmentCount > account.limits.maxSegmentsPerMessage) return "too_many_segments";
  return null;
}
