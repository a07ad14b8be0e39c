import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** A question that people ask of their messages, as a path of the API that is another one each time. */
export interface ListQuestion {
  name: string;
  path: (time: number) => string;
}

/** What is asked for, drawn evenly from the account's messages. */
export interface Drawn {
  ids: readonly string[];
  recipients: readonly string[];
  failedRecipients: readonly string[];
  fromMs: number;
  beforeMs: number;
}

const drawnCount = 200;
const rowSchema = z.object({ id: z.string(), recipient: z.string() });

/** Reads by the primary key, at places that are evenly spread over the account's messages. */
export function drawFrom(database: DatabaseSync, accountId: string, messages: number, days: DaySpan): Drawn {
  const step = Math.max(1, Math.floor(messages / drawnCount));
  const rows = z.array(rowSchema).parse(
    database
      .prepare(
        `SELECT id, recipient FROM (SELECT id, recipient, row_number() OVER (ORDER BY id) AS place FROM messages WHERE account_id = ?)
           WHERE place % ? = 0 LIMIT ?`,
      )
      .all(accountId, step, drawnCount),
  );
  const failed = z
    .array(rowSchema)
    .parse(
      database
        .prepare("SELECT id, recipient FROM messages WHERE account_id = ? AND status = 'undelivered' LIMIT ?")
        .all(accountId, drawnCount),
    );
  return {
    ids: rows.map(({ id }) => id),
    recipients: rows.map(({ recipient }) => recipient),
    failedRecipients: failed.map(({ recipient }) => recipient),
    ...days,
  };
}

export interface DaySpan {
  fromMs: number;
  beforeMs: number;
}

const dayMs = 86_400_000;

export function listQuestions(drawn: Drawn): ListQuestion[] {
  const { ids, recipients, failedRecipients, fromMs, beforeMs } = drawn;
  const days = Math.floor((beforeMs - fromMs) / dayMs);
  const list = (query: Record<string, string>): string => `/v1/messages?${new URLSearchParams(query).toString()}`;
  const day = (time: number): Record<string, string> => {
    const startMs = fromMs + (time % days) * dayMs;
    return {
      createdAfter: new Date(startMs).toISOString(),
      createdBefore: new Date(startMs + dayMs).toISOString(),
    };
  };
  const at = (values: readonly string[], time: number): string => values[time % values.length] ?? "";
  const month = {
    from: new Date(fromMs).toISOString().slice(0, 10),
    to: new Date(beforeMs - 1).toISOString().slice(0, 10),
  };
  return [
    { name: "newest", path: () => list({}) },
    { name: "of one day", path: (time) => list(day(time)) },
    { name: "status failed", path: () => list({ status: "failed" }) },
    { name: "status undelivered, of one day", path: (time) => list({ status: "undelivered", ...day(time) }) },
    { name: "status delivered", path: () => list({ status: "delivered" }) },
    { name: "status sent, which few have", path: () => list({ status: "sent" }) },
    { name: "status queued, which none has", path: () => list({ status: "queued" }) },
    { name: "recipient", path: (time) => list({ to: at(recipients, time) }) },
    { name: "recipient that got none", path: (time) => list({ to: `+4477009${String(time).padStart(5, "0")}` }) },
    { name: "recipient and status", path: (time) => list({ to: at(failedRecipients, time), status: "undelivered" }) },
    { name: "sender", path: () => list({ from: "Clinic" }) },
    { name: "sender, of one day", path: (time) => list({ from: "Sale", ...day(time) }) },
    { name: "sender that sent none", path: () => list({ from: "Nobody" }) },
    { name: "sender and status failed", path: () => list({ from: "Clinic", status: "failed" }) },
    { name: "message by id", path: (time) => `/v1/messages/${at(ids, time)}` },
    { name: "inbound, newest", path: () => "/v1/inbound" },
    { name: "conversations", path: () => "/v1/conversations" },
    {
      name: "usage of the month by day",
      path: () => `/v1/usage?${new URLSearchParams({ ...month, groupBy: "day" }).toString()}`,
    },
    { name: "overview", path: () => "/v1/overview" },
  ];
}
