import { env } from "cloudflare:workers";
import { saveRetention } from "../../../src/db/retention/settings.ts";
import { type IdKind, createIdFactory } from "../../../src/ids.ts";
import { type RetentionSettings, nothingSet } from "../../../src/retention/retention.ts";
import { runRetention } from "../../../src/retention/run-retention.ts";
import { type TestAccount, makeAccount } from "../support/accounts.ts";

export const dayMs = 86_400_000;

/** An account that wants this, as one that had asked for it would be. */
export async function accountKeeping(settings: Partial<RetentionSettings>): Promise<TestAccount> {
  const account = await makeAccount();
  await env.DB.prepare("INSERT INTO accounts (id, name, created_at_ms) VALUES (?, 'a', 1)").bind(account.id).run();
  await saveRetention(env.DB, account.id, { ...nothingSet, ...settings });
  return account;
}

/** An id that is so many days and milliseconds old. */
export function idAged(kind: IdKind, days: number, ms = 0): string {
  const atMs = Date.now() - days * dayMs - ms;
  return createIdFactory(
    () => atMs,
    (bytes) => crypto.getRandomValues(bytes),
  ).next(kind);
}

/** What the cron trigger does, as often as it takes for a day's walk to be done. */
export async function walkThrough(bindings: typeof env = env, rows?: number, inDays = 0): Promise<number> {
  for (let runs = 1; runs < 1_000; runs++) {
    await runRetention(bindings, { nowMs: Date.now() + inDays * dayMs, ...(rows !== undefined && { rows }) });
    if ((await env.DB.prepare("SELECT is_done FROM retention_walk").first("is_done")) === 1) return runs;
  }
  throw new Error("the walk does not end");
}

/** So that the day's walk begins again. */
export async function newDay(): Promise<void> {
  await env.DB.prepare("UPDATE retention_walk SET day = '2000-01-01'").run();
}

export async function messagesOf(accountId: string) {
  const { results } = await env.DB.prepare(
    "SELECT id, body, recipient, status FROM messages WHERE account_id = ? ORDER BY id",
  )
    .bind(accountId)
    .all<{ id: string; body: string; recipient: string; status: string }>();
  return results;
}

export async function archivedKeys(prefix: string): Promise<string[]> {
  return (await env.ARCHIVE.list({ prefix })).objects.map(({ key }) => key);
}

export async function insertInbound(accountId: string | null, id: string, peer = "+573001234567"): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO inbound_messages (id, carrier_id, sender, recipient, body, parts, missing_parts, received_at_ms, account_id)
       VALUES (?, 'default', ?, '+573009999999', 'si', 1, '[]', 1, ?)`,
    ).bind(id, peer, accountId),
    env.DB.prepare(
      "INSERT INTO conversations (account_id, number, peer, last_inbound_id) VALUES (?, '+573009999999', ?, ?)",
    ).bind(accountId ?? "", peer, id),
  ]);
}
