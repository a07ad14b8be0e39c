import type { AcceptRequest, AcceptedItem } from "../../src/accounts/account.ts";

type Claim = NonNullable<AcceptRequest["idempotency"]>;

/** How long a claim is honoured. */
export const idempotencyTtlMs = 24 * 3_600_000;

export type ClaimState = { state: "new" } | { state: "replay"; items: AcceptedItem[] } | { state: "conflict" };

/** What an Idempotency-Key stands for. Claim and messages commit together, so a claim is never seen half done. */
export function readClaim(sql: SqlStorage, claim: Claim, nowMs: number): ClaimState {
  const row = sql
    .exec<{ fingerprint: string; items: string; created_at_ms: number }>(
      "SELECT fingerprint, items, created_at_ms FROM idempotency WHERE key = ? AND operation = ?",
      claim.key,
      claim.operation,
    )
    .toArray()[0];
  if (row === undefined || row.created_at_ms <= nowMs - idempotencyTtlMs) return { state: "new" };
  if (row.fingerprint !== claim.fingerprint) return { state: "conflict" };
  return { state: "replay", items: JSON.parse(row.items) as AcceptedItem[] };
}

export function writeClaim(sql: SqlStorage, claim: Claim, items: readonly AcceptedItem[], nowMs: number): void {
  sql.exec(
    "INSERT OR REPLACE INTO idempotency (key, operation, fingerprint, items, created_at_ms) VALUES (?, ?, ?, ?, ?)",
    claim.key,
    claim.operation,
    claim.fingerprint,
    JSON.stringify(items),
    nowMs,
  );
}
