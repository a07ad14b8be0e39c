/** A place in an account's feed: after the event `index` (from 0) of the chunk `seq`; -1 is before its first. */
export interface FeedCursor {
  seq: number;
  index: number;
}

export function formatFeedCursor({ seq, index }: FeedCursor): string {
  return `${seq}.${index + 1}`;
}

/** Null where the text is no cursor. */
export function parseFeedCursor(text: string): FeedCursor | null {
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(text);
  return match === null ? null : { seq: Number(match[1]), index: Number(match[2]) - 1 };
}
