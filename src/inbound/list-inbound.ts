import type { PresentedKey } from "../accounts/presented-key.ts";
import {
  type InboundFilter,
  type InboundRow,
  findConversations,
  findInbound,
  findInboundById,
} from "../db/list-inbound.ts";
import type { ThreadRow } from "../db/find-thread.ts";
import { findThreadOfAll } from "../db/across-months/find-thread.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { Page } from "../page.ts";
import { canonicalAddress } from "./number.ts";

/** A text from a handset, as it was stored. */
export type InboundRecord = InboundRow;
/** A text of a conversation, in either direction. */
export type ConversationText = ThreadRow;
export type ListInboundInput = InboundFilter;

/** Texts from handsets, for operators: all, an account's, or with null nobody's. Newest first. */
export function listInbound(env: Pick<Env, "DB">, filter: ListInboundInput): Promise<Page<InboundRecord>> {
  return findInbound(env.DB, canonical(filter));
}

/** Those to the key's account. Errors: those of AccountContext.authorize for `inbound:read`. */
export async function listOwnInbound(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  filter: Omit<ListInboundInput, "accountId">,
): Promise<Result<Page<InboundRecord>>> {
  return readFor(env, key, findInbound(env.DB, { ...canonical(filter), accountId: key.accountId }));
}

/** Errors: those of AccountContext.authorize for `inbound:read`, not_found. */
export async function getInbound(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  id: string,
): Promise<Result<InboundRecord>> {
  const find = isId("inbound", id) ? findInboundById(env.DB, key.accountId, id) : Promise.resolve(null);
  const found = await readFor(env, key, find);
  if (!found.ok) return found;
  return found.value === null ? fail("not_found") : ok(found.value);
}

/** The last text of each handset to each number, latest first. Errors: those of AccountContext.authorize for `inbound:read`. */
export async function listConversations(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  page: { afterId?: string | undefined; limit: number },
): Promise<Result<Page<InboundRecord>>> {
  return readFor(env, key, findConversations(env.DB, key.accountId, page));
}

/**
 * What was said between a number and a handset, newest first. Errors: those of AccountContext.authorize for `inbound:read`,
 * not_found where nothing was.
 */
export async function getConversation(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  pair: { number: string; peer: string },
  page: { afterUlid?: string | undefined; limit: number },
): Promise<Result<Page<ConversationText>>> {
  const number = canonicalAddress(pair.number);
  const peer = canonicalAddress(pair.peer);
  const thread = await readFor(env, key, findThreadOfAll(env, { accountId: key.accountId, number, peer }, page));
  if (!thread.ok) return thread;
  return page.afterUlid === undefined && thread.value.items.length === 0 ? fail("not_found") : thread;
}

async function readFor<T>(env: Pick<Env, "ACCOUNT">, key: PresentedKey, read: Promise<T>): Promise<Result<T>> {
  const [authorized, found] = await Promise.all([
    env.ACCOUNT.getByName(key.accountId).authorize(key, "inbound:read"),
    read,
  ]);
  return authorized.ok ? ok(found) : authorized;
}

function canonical<Filter extends { from?: string | undefined; to?: string | undefined }>(filter: Filter): Filter {
  const { from, to } = filter;
  return {
    ...filter,
    ...(from !== undefined && { from: canonicalAddress(from) }),
    ...(to !== undefined && { to: canonicalAddress(to) }),
  };
}
