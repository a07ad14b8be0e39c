import { dayOf, nextDayMs } from "../accounts/periods.ts";
import { putArchive } from "../archive/put-archive.ts";
import { countUsage } from "../db/count-usage.ts";
import type { MessageDatabase } from "../db/months.ts";
import { deleteConversations, deleteInbound, findOldestInbound } from "../db/retention/delete-inbound.ts";
import { deleteMessages, findOldestMessages } from "../db/retention/delete-messages.ts";
import { redact } from "../db/retention/redact.ts";
import { idLowerBound, idTimeMs } from "../ids.ts";
import { type Retention, cutoffMs } from "./retention.ts";
import { inboundWithoutOld, withoutOld } from "./without-old.ts";
import type { RetentionStage } from "./retention-stage.ts";
import type { RowBudget } from "./row-budget.ts";

/** One account's turn in one database. */
export interface RetentionTurn {
  env: Pick<Env, "DB" | "ARCHIVE">;
  database: MessageDatabase;
  accountId: string;
  retention: Retention;
  budget: RowBudget;
  nowMs: number;
}

/** Messages that are redacted, or deleted, at once. */
const redactedAtOnce = 2_000;
const deletedAtOnce = 1_000;
/** Three that count a day, two that delete. */
const queriesPerDeletion = 5;

/** Removes what is over its time, as far as the budget goes. Answers how many messages were deleted. */
export async function retainAccount(turn: RetentionTurn): Promise<number> {
  const { env, database, retention } = turn;
  // Deleting comes first: what is deleted need not be redacted before.
  const deleted = await deleteOld(turn);
  await redactAll(turn, "text", "message", retention.textDays);
  await redactAll(turn, "number", "message", retention.numberDays);
  if (database.db === env.DB) {
    await deleteOldInbound({ ...turn, ofAccountId: turn.accountId });
    await redactAll(turn, "inbound_text", "inbound", retention.textDays);
    await redactAll(turn, "inbound_number", "inbound", retention.numberDays);
    await deleteOldConversations(turn);
  }
  return deleted;
}

async function redactAll(
  { database, accountId, budget, nowMs }: RetentionTurn,
  stage: RetentionStage,
  kind: "message" | "inbound",
  days: number | null,
): Promise<void> {
  const beforeMs = cutoffMs(days, nowMs);
  // A database of later months has nothing so old.
  if (beforeMs === null || beforeMs <= database.fromMs) return;
  const step = { accountId, stage, cutoffMs: beforeMs, beforeId: idLowerBound(kind, beforeMs), limit: redactedAtOnce };
  for (let more = true; more && !budget.isSpent;) {
    const result = await redact(database.db, step);
    budget.spend(result.rows, result.queries);
    more = result.more;
  }
}

/** What goes to the archive is deleted only once it is there; where the run dies between the two, the same file is put again. */
async function deleteOld({ env, database, accountId, retention, budget, nowMs }: RetentionTurn): Promise<number> {
  const beforeMs = cutoffMs(retention.messageDays, nowMs);
  if (beforeMs === null || beforeMs <= database.fromMs) return 0;
  const beforeId = idLowerBound("message", beforeMs);
  let deleted = 0;
  while (!budget.isSpent) {
    const oldest = await findOldestMessages(database.db, accountId, { beforeId, cutoffMs: beforeMs }, deletedAtOnce);
    budget.spend(oldest.length, 1);
    const ofDay = firstDayOf(oldest);
    const [first] = ofDay;
    if (first === undefined) break;
    const day = dayOf(idTimeMs(first.id));
    await countDay(database.db, accountId, day);
    // A stub that an event left is no message.
    const archived = ofDay.filter(({ recipient }) => recipient !== "").map((row) => withoutOld(row, retention, nowMs));
    if (retention.archive) await putArchive(env, "messages", accountId, archived);
    const result = await deleteMessages(database.db, { accountId, day }, ofDay);
    budget.spend(result.rows, queriesPerDeletion);
    deleted += result.deleted;
    // Something changes them just now: they are there the next time.
    if (result.deleted === 0) break;
  }
  return deleted;
}

async function countDay(db: D1Database, accountId: string, day: string): Promise<void> {
  const startMs = Date.parse(day);
  const fromId = idLowerBound("message", startMs);
  const beforeId = idLowerBound("message", nextDayMs(startMs));
  await countUsage(db, { accountId, days: [{ day, fromId, beforeId }] }, 1);
}

/** Texts from handsets of an account, or of nobody where it is null. */
export async function deleteOldInbound(
  turn: Omit<RetentionTurn, "accountId"> & { ofAccountId: string | null },
): Promise<void> {
  const { env, ofAccountId, retention, budget, nowMs } = turn;
  const beforeMs = cutoffMs(retention.inboundDays, nowMs);
  if (beforeMs === null) return;
  const beforeId = idLowerBound("inbound", beforeMs);
  while (!budget.isSpent) {
    const oldest = await findOldestInbound(env.DB, ofAccountId, beforeId, deletedAtOnce);
    budget.spend(oldest.length, 1);
    const ofDay = firstDayOf(oldest);
    if (ofDay.length === 0) break;
    const archived = ofDay.map((row) => inboundWithoutOld(row, retention, nowMs));
    if (retention.archive) await putArchive(env, "inbound", ofAccountId ?? "nobody", archived);
    const ids = ofDay.map(({ id }) => id);
    budget.spend(await deleteInbound(env.DB, ids), 1);
  }
}

/** A conversation has a number in it, and is nothing once its texts are gone. */
async function deleteOldConversations({ env, accountId, retention, budget, nowMs }: RetentionTurn): Promise<void> {
  const { inboundDays, numberDays } = retention;
  const cutoffs = [inboundDays, numberDays].flatMap((days) => cutoffMs(days, nowMs) ?? []);
  if (cutoffs.length === 0) return;
  const beforeId = idLowerBound("inbound", Math.max(...cutoffs));
  for (let more = true; more && !budget.isSpent;) {
    const result = await deleteConversations(env.DB, accountId, beforeId, deletedAtOnce);
    budget.spend(result.rows, 1);
    more = result.more;
  }
}

/** Those of the day (UTC) that the first is of: a file has one day. */
function firstDayOf<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  const [first] = rows;
  if (first === undefined) return [];
  const endMs = nextDayMs(idTimeMs(first.id));
  return rows.filter(({ id }) => idTimeMs(id) < endMs);
}
