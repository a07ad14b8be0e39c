import type { DatabaseSync } from "node:sqlite";
import { dayOf, nextDayMs } from "../../src/accounts/periods.ts";
import { idPrefixes, idTimeMs } from "../../src/ids.ts";
import { statusRank } from "../../src/sms/status.ts";
import { type DemoMessage, type DemoSpan, demoMessages } from "./demo-messages.ts";
import { SeededRandom } from "./random.ts";
import { TrafficTally } from "./traffic-tally.ts";
import { UsageTally } from "./usage-tally.ts";
import { answers, ownNumberOf } from "./what-is-sent.ts";

export interface DemoPlan {
  accountId: string;
  messages: number;
  span: DemoSpan;
  seed: number;
  /** Days that ended 48 hours before this are counted. */
  nowMs: number;
}

/** What was written. */
export interface DemoReport {
  messages: number;
  inbound: number;
}

/** A handset writes back after each so many messages. */
const messagesPerAnswer = 50;
const answerDelayMs = 90_000;
const messagesPerTransaction = 50_000;

/**
 * Fills a read model with an account's history, as if the edge had sent it: messages with their timelines, texts from handsets,
 * and what was counted of both. The same plan writes the same rows.
 */
export function writeHistory(
  database: DatabaseSync,
  plan: DemoPlan,
  onProgress: (written: number) => void,
): DemoReport {
  const { accountId, span } = plan;
  const random = new SeededRandom(plan.seed);
  const [traffic, usage] = [new TrafficTally(), new UsageTally()];
  const openDays = usage.openDays(database, accountId, daysOf(span));
  const insert = database.prepare(insertMessageSql);
  const answer = answerWriter(database, accountId, traffic);
  let [written, inbound] = [0, 0];
  // What a crash leaves half done is demonstration data.
  database.exec("PRAGMA synchronous = OFF; BEGIN");
  for (const message of demoMessages(random, plan.messages, span)) {
    insert.run(...cellsOf(accountId, message));
    const country = message.country.code;
    const { segments } = message.text;
    for (const change of message.changes) {
      traffic.add({ country, carrierId: message.carrierId, segments, ...change });
    }
    usage.add(message, idTimeMs(message.id));
    written += 1;
    if (written % messagesPerAnswer === 0 && message.status === "delivered") {
      answer(message, answers[random.below(answers.length)] ?? "SI");
      inbound += 1;
    }
    if (written % messagesPerTransaction === 0) {
      database.exec("COMMIT; BEGIN");
      onProgress(written);
    }
  }
  traffic.write(database, accountId, plan.nowMs);
  usage.write(database, accountId, openDays, plan.nowMs);
  database.exec("COMMIT; PRAGMA synchronous = FULL");
  return { messages: written, inbound };
}

const insertMessageSql = `
  INSERT INTO messages (account_id, id, sender, recipient, body, encoding, segment_count, lane, carrier_id, country,
    status, status_rank, error_code, final_step, updated_at_ms, timeline)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function cellsOf(accountId: string, message: DemoMessage): (string | number | null)[] {
  const { id, status, text, recipient, carrierId, errorCode, finalStep, country, updatedAtMs, timeline } = message;
  const { sender, body, encoding, segments, lane } = text;
  const state = [status, statusRank[status], errorCode, finalStep, updatedAtMs, JSON.stringify(timeline)];
  return [accountId, id, sender, recipient, body, encoding, segments, lane, carrierId, country.code, ...state];
}

/** Writes what a handset answers a message, to the account's number. */
function answerWriter(database: DatabaseSync, accountId: string, traffic: TrafficTally) {
  const ownNumber = ownNumberOf(accountId);
  database
    .prepare(
      "INSERT OR IGNORE INTO numbers (number, kind, account_id, carrier_id, created_at_ms) VALUES (?, 'long', ?, 'default', ?)",
    )
    .run(ownNumber, accountId, 0);
  const insert = database.prepare(
    `INSERT INTO inbound_messages (id, carrier_id, sender, recipient, body, parts, missing_parts, received_at_ms, account_id, in_reply_to)
     VALUES (?, ?, ?, ?, ?, 1, '[]', ?, ?, ?)`,
  );
  const note = database.prepare(
    `INSERT INTO conversations (account_id, number, peer, last_inbound_id) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_inbound_id = max(last_inbound_id, excluded.last_inbound_id)`,
  );
  return (message: DemoMessage, body: string): void => {
    const { carrierId, recipient, country } = message;
    const atMs = message.updatedAtMs + answerDelayMs;
    // The message's own id, under the other prefix: it says its time nearly enough, and is never taken.
    const id = idPrefixes.inbound + message.id.slice(idPrefixes.message.length);
    insert.run(id, carrierId, recipient, ownNumber, body, atMs, accountId, null);
    note.run(accountId, ownNumber, recipient, id);
    traffic.add({ country: country.code, carrierId, status: "received", segments: 1, atMs, latencyMs: null });
  };
}

function daysOf({ fromMs, beforeMs }: DemoSpan): string[] {
  const days: string[] = [];
  for (let atMs = fromMs; dayOf(atMs) <= dayOf(beforeMs); atMs = nextDayMs(atMs)) days.push(dayOf(atMs));
  return days;
}
