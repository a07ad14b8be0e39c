import type { MessageChange } from "#live";
import { statusRank } from "#sms/status.ts";
import type { Schema } from "../../api/client.ts";

export type ThreadText = Schema<"ConversationText">;

/**
 * What to show, oldest first: pages come newest first. An answer just sent stands at the end until the API has it in the
 * thread, since it is accepted a moment before it can be read.
 */
export function threadOf(pages: readonly (readonly ThreadText[])[], justSent: readonly ThreadText[]): ThreadText[] {
  const read = pages.flat();
  const known = new Set(read.map(({ id }) => id));
  return [...read.toReversed(), ...justSent.filter(({ id }) => !known.has(id))];
}

/** The same texts where none of them changed. Statuses only go forward. */
export function applyChanges(texts: readonly ThreadText[], changes: readonly MessageChange[]): readonly ThreadText[] {
  const byId = new Map(changes.map((change) => [change.id, change.status]));
  if (!texts.some((text) => isNews(text, byId.get(text.id)))) return texts;
  return texts.map((text) => {
    const status = byId.get(text.id);
    return status !== undefined && isNews(text, status) ? { ...text, status } : text;
  });
}

function isNews({ status }: ThreadText, next: MessageChange["status"] | undefined): boolean {
  return next !== undefined && (status === undefined || statusRank[next] > statusRank[status]);
}
