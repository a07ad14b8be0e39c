import { env } from "cloudflare:workers";
import { type Account, type AccountLimits, type Scope, defaultLimits, scopes } from "../../../src/accounts/account.ts";
import { hashApiKey, makeApiKey } from "../../../src/accounts/api-key.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import { ids } from "./scene.ts";

export interface TestAccount {
  id: string;
  key: string;
  keyHash: string;
}

/** An account of its own for a test, with one key. */
export async function makeAccount(
  options: { limits?: Partial<AccountLimits>; senders?: string[]; scopes?: readonly Scope[] } = {},
): Promise<TestAccount> {
  const id = ids.next("account");
  const account: Account = {
    id,
    name: "Test",
    limits: { ...defaultLimits, ...options.limits },
    senders: options.senders ?? null,
    createdAtMs: Date.now(),
  };
  const key = await makeApiKey(id, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
  const keyHash = await hashApiKey(key);
  const stub = env.ACCOUNT.getByName(id);
  await stub.create(account);
  await stub.addKey(keyHash, { id: ids.next("key"), scopes: [...(options.scopes ?? scopes)], createdAtMs: Date.now() });
  return { id, key, keyHash };
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
