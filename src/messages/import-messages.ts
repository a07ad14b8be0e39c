import { hex } from "../accounts/api-key.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import { type ErrorCode, type FieldError, type Result, type ServiceError, ok } from "../errors.ts";
import { type BatchItem, acceptBatch } from "./accept-batch.ts";
import type { AcceptOutcome, SendContext } from "./accept-drafts.ts";
import type { AcceptedMessage } from "./accept-message.ts";
import type { MessageInput } from "./plan-message.ts";

/** A row of a file. */
export interface ImportRow {
  line: number;
  message: Result<MessageInput>;
}

/** What became of a row, or in the end of all. */
export type ImportResult =
  | { line: number; accepted: AcceptedMessage }
  | { line: number; error: FieldError }
  | { summary: ImportSummary };

export interface ImportSummary {
  accepted: number;
  rejected: number;
  /** Why rows after these were not sent; absent where all were looked at. */
  error?: { code: ErrorCode; message: string };
}

export interface ImportContext {
  key: PresentedKey;
  waitUntil?: SendContext["waitUntil"];
  /** Of the whole import: the same file again under the same key sends nothing twice. */
  idempotencyKey: string | null;
  wait: (delayMs: number) => Promise<void>;
}

/** Rows that are accepted in one call. */
const rowsOfBatch = 100;
/** How long one batch waits for the account's rate, in all. */
const waitLimitMs = 60_000;

type Rows = AsyncIterable<{ rows: ImportRow[] } | { error: ServiceError }>;

/**
 * Sends the rows of a file, batch by batch, and says what became of each, then of all. Where the account's rate is used up it
 * waits, and so does whoever uploads; any other error of a batch as a whole ends the import. Errors, where they come before
 * anything is accepted: those of AccountObject.accept.
 */
export async function importMessages(
  env: Pick<Env, "ACCOUNT">,
  context: ImportContext,
  pieces: Rows,
): Promise<Result<AsyncGenerator<ImportResult[]>>> {
  const authorized = await env.ACCOUNT.getByName(context.key.accountId).authorize(context.key, "messages:write");
  if (!authorized.ok) return authorized;
  const batches = inBatches(pieces);
  const first = await batches.next();
  if (first.done === true) return ok(results(env, context, [], batches));
  if ("error" in first.value) return { ok: false, error: first.value.error };
  const outcome = await sendRows(env, context, first.value, 0);
  return outcome.ok ? ok(results(env, context, outcome.value, batches)) : outcome;
}

async function* results(
  env: Pick<Env, "ACCOUNT">,
  context: ImportContext,
  first: ImportResult[],
  batches: AsyncIterable<ImportRow[] | { error: ServiceError }>,
): AsyncGenerator<ImportResult[]> {
  const summary: ImportSummary = { accepted: 0, rejected: 0 };
  count(summary, first);
  yield first;
  let index = 1;
  for await (const batch of batches) {
    const outcome =
      "error" in batch ? { ok: false as const, error: batch.error } : await sendRows(env, context, batch, index);
    if (!outcome.ok) {
      summary.error = { code: outcome.error.code, message: outcome.error.message };
      break;
    }
    count(summary, outcome.value);
    yield outcome.value;
    index += 1;
  }
  yield [{ summary }];
}

function count(summary: ImportSummary, rows: readonly ImportResult[]): void {
  summary.accepted += rows.filter((row) => "accepted" in row).length;
  summary.rejected += rows.filter((row) => "error" in row).length;
}

/** Accepts one batch, as often as the account's rate makes it wait. */
async function sendRows(
  env: Pick<Env, "ACCOUNT">,
  context: ImportContext,
  rows: readonly ImportRow[],
  index: number,
): Promise<Result<ImportResult[]>> {
  const { key, waitUntil } = context;
  const messages = rows.map(({ message }) => message);
  const idempotency = await claimOf(context.idempotencyKey, messages, index);
  for (let waitedMs = 0; ;) {
    const outcome = await acceptBatch(env, { key, waitUntil, idempotency }, messages);
    if (outcome.ok) return ok(outcome.value.map((item, at) => resultOf(item, rows[at]?.line ?? 0)));
    const delayMs = waitOf(outcome);
    if (delayMs === null || waitedMs + delayMs > waitLimitMs) return { ok: false, error: outcome.error };
    await context.wait(delayMs);
    waitedMs += delayMs;
  }
}

/** Null where waiting does not help. */
function waitOf(outcome: AcceptOutcome<unknown>): number | null {
  if (outcome.ok || outcome.error.code !== "rate_limited") return null;
  return Math.max(1, outcome.error.retryAfterSeconds ?? 1) * 1_000;
}

/** What names a batch of an import: the import's own key and the batch's place. */
async function claimOf(
  idempotencyKey: string | null,
  messages: readonly Result<MessageInput>[],
  index: number,
): Promise<SendContext["idempotency"]> {
  if (idempotencyKey === null) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(messages));
  const fingerprint = hex(await crypto.subtle.digest("SHA-256", bytes));
  return { key: `${idempotencyKey}:${index}`, operation: "messages/import", fingerprint };
}

function resultOf(item: BatchItem, line: number): ImportResult {
  return item.ok ? { line, accepted: item } : { line, error: item.error };
}

/** Rows in batches by their place in the file. One that an error breaks off is left out, so that it may come whole another time. */
async function* inBatches(pieces: Rows): AsyncGenerator<ImportRow[] | { error: ServiceError }> {
  let waiting: ImportRow[] = [];
  for await (const piece of pieces) {
    if ("error" in piece) {
      yield piece;
      return;
    }
    waiting = waiting.concat(piece.rows);
    while (waiting.length >= rowsOfBatch) yield waiting.splice(0, rowsOfBatch);
  }
  if (waiting.length > 0) yield waiting;
}
