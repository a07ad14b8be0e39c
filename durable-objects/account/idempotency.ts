import type { AcceptRequest } from "../../src/accounts/account.ts";

export type Claim = NonNullable<AcceptRequest["idempotency"]>;

/** How long a claim is honoured. */
export const idempotencyTtlMs = 24 * 3_600_000;

export type ClaimState<Reply> = { state: "new" } | { state: "replay"; reply: Reply } | { state: "conflict" };

/** What an Idempotency-Key stands for. Claim and what it is for commit together, so a claim is never seen half done. */
export function readClaim<Reply>(sql: SqlStorage, claim: Claim, nowMs: number): ClaimState<Reply> {
  const row = sql
    .exec<{ fingerprint: string; items: string; created_at_ms: number }>(
      "SELECT fingerprint, items, created_at_ms FROM idempotency WHERE key = ? AND operation = ?",
      claim.key,
      claim.operation,
    )
    .toArray()[0];
  if (row === undefined || row.created_at_ms <= nowMs - idempotencyTtlMs) return { state: "new" };
  if (row.fingerprint !== claim.fingerprint) return { state: "conflict" };
  return { state: "replay", reply: JSON.parse(row.items) as Reply };
}

/** `reply` is what a repetition of the request is answered with. */
export function writeClaim(sql: SqlStorage, claim: Claim, reply: unknown, nowMs: number): void {
  sql.exec(
    "INSERT OR REPLACE INTO idempotency (key, operation, fingerprint, items, created_at_ms) VALUES (?, ?, ?, ?, ?)",
    claim.key,
    claim.operation,
    claim.fingerprint,
    JSON.stringify(reply),
    nowMs,
  );
}
