import { env } from "cloudflare:workers";
import {
  type AcceptReply,
  type AcceptRequest,
  type Account,
  type AccountLimits,
  defaultLimits,
  newAccount,
} from "../../../src/accounts/account.ts";
import { hashApiKey, makeApiKey } from "../../../src/accounts/api-key.ts";
import type { PresentedKey } from "../../../src/accounts/presented-key.ts";
import type { NewKey } from "../../../src/accounts/key-record.ts";
import { type Scope, scopes as allScopes } from "../../../src/accounts/scopes.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import { ids } from "./scene.ts";

export interface TestAccount {
  id: string;
  key: string;
  /** The key as the API hands it to the account's object. */
  presented: PresentedKey;
}

export interface TestAccountOptions extends Partial<Omit<Account, "limits" | "senders">> {
  limits?: Partial<AccountLimits>;
  /** Addresses that are registered, without further settings. */
  senders?: string[];
  scopes?: readonly Scope[];
  key?: Partial<NewKey>;
}

/** An account of its own for a test, with one key. */
export async function makeAccount(options: TestAccountOptions = {}): Promise<TestAccount> {
  const { limits, senders, scopes = allScopes, key: keyOptions, ...settings } = options;
  const id = settings.id ?? ids.next("account");
  const account = newAccount({
    name: "Test",
    createdAtMs: Date.now(),
    ...settings,
    id,
    limits: { ...defaultLimits, ...limits },
    senders: senders?.map((address) => ({ address, status: "active", countries: null })) ?? null,
  });
  await env.ACCOUNT.getByName(id).profile.create(account);
  return { id, ...(await addKey(id, { scopes: [...scopes], ...keyOptions })) };
}

/** One more key for an account, with every scope where none are named. */
export async function addKey(
  accountId: string,
  options: Partial<NewKey> = {},
): Promise<Pick<TestAccount, "key" | "presented">> {
  const key = await makeApiKey(accountId, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
  const hash = await hashApiKey(key);
  const made = await env.ACCOUNT.getByName(accountId).keys.create({ kind: "operator", name: "test" }, hash, {
    id: ids.next("key"),
    name: null,
    lastFour: key.slice(-4),
    scopes: [...allScopes],
    allowedNetworks: null,
    expiresAtMs: null,
    createdAtMs: Date.now(),
    ...options,
  });
  if (!made.ok) throw new Error(made.error.message);
  return { key, presented: { accountId, hash, sourceAddress: null } };
}

export function makeDraft(draft: Partial<DraftText> = {}): DraftText {
  return {
    to: "+573001234567",
    from: "Elibom",
    text: "hola",
    encoding: "gsm7",
    singleShift: 0,
    lockingShift: 0,
    segmentCount: 1,
    lane: "normal",
    ...draft,
  };
}

/** What the account's object says to one request of the account's key. */
export async function acceptTexts(account: TestAccount, request: Partial<AcceptRequest> = {}): Promise<AcceptReply> {
  const [reply] = await env.ACCOUNT.getByName(account.id).accept([
    { key: account.presented, texts: [makeDraft()], ...request },
  ]);
  if (reply === undefined) throw new Error("a reply for each request was expected");
  return reply;
}
