import type { PresentedKey } from "../accounts/presented-key.ts";
import type { Result } from "../errors.ts";
import type { FeedCursor } from "./feed-cursor.ts";

/** Which events to read: after a place, null for the beginning; of these types and groups of types. */
export interface FeedQuery {
  after: FeedCursor | null;
  filter: string[];
}

export interface FeedPage {
  /** FeedEvents, each as JSON. */
  events: string[];
  /** The cursor to go on from. */
  next: string;
  hasMore: boolean;
}

/** Events of the key's account. Errors: those of AccountFeed.read. */
export async function readFeed(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  query: FeedQuery,
  limit: number,
): Promise<Result<FeedPage>> {
  return env.ACCOUNT.getByName(key.accountId).feed.read(key, query, limit);
}

/** The same as they come, as server-sent events; without a place from now on. Errors: those of AccountFeed.stream. */
export async function streamFeed(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  query: FeedQuery,
): Promise<Result<ReadableStream<Uint8Array>>> {
  return env.ACCOUNT.getByName(key.accountId).feed.stream(key, query);
}
