import { createRoute, z } from "@hono/zod-openapi";
import { encodeLogLine, logHeader } from "../../../event-log/log-line.ts";
import { isPartKey } from "../../../event-log/log-part.ts";
import { isPduFileKey } from "../../../pdu-log/pdu-file.ts";
import { failField } from "../../../errors.ts";
import { jsonLinesResponse } from "../../csv/json-lines.ts";
import { csvResponse, wantsCsv } from "../../csv/write-csv.ts";
import { decodeCursor, encodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { eventLogAnswer } from "./event-log-answer.ts";
import type { LogAnswer } from "./log-answer.ts";
import { exampleLine, logQuerySchema, presentLine } from "./log-schemas.ts";
import { pduLogAnswer } from "./pdu-log-answer.ts";

const hourMs = 3_600_000;
const longestRangeMs = 31 * 24 * hourMs;

const responseHeaders = {
  "X-Heliograph-Cursor": {
    description: "Where this answer ends, for `cursor`; absent where nothing was looked at.",
    schema: { type: "string" as const },
  },
  "X-Heliograph-More": {
    description: "Whether there is more of the range after the cursor now.",
    schema: { type: "string" as const, enum: ["true", "false"] },
  },
};

export const readLogs: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/logs",
    operationId: "readLogs",
    tags: ["Logs"],
    summary: "Read the event log, or the connectors'",
    description:
      "A line for each event of a message's life, by the hour, and within an hour nearly in the order of time. Numbers are without " +
      "their middle unless the edge is configured otherwise, and texts are never here. An answer has what up to 20 files hold, " +
      "streamed; the cursor goes on from there, and later brings what has come since. Events are here within a minute. " +
      "`source=connector` reads the PDU logs of connectors instead, where these are on: a line for each PDU, with columns of its " +
      "own, as the connector wrote it, once it has closed the file.",
    security: [{ operatorKey: [] }],
    request: { query: logQuerySchema },
    responses: {
      200: {
        description: "The lines: NDJSON, or CSV where `Accept` says so.",
        headers: responseHeaders,
        content: {
          "application/x-ndjson": {
            schema: z.string().openapi({ example: `${JSON.stringify(presentLine(exampleLine))}\n` }),
          },
          "text/csv": { schema: z.string().openapi({ example: logHeader + encodeLogLine(exampleLine) }) },
        },
      },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, logQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { after, before, account, message, carrier, event, source, format, cursor } = query.value;
    const isOfConnectors = source === "connector";
    if (isOfConnectors && (account ?? event) !== undefined) {
      const path = account === undefined ? "event" : "account";
      return problem(c, failField(path, "invalid_request", "Connectors do not know this: leave it out.").error);
    }
    const afterKey = decodeCursor(cursor, isOfConnectors ? isPduFileKey : isPartKey);
    if (!afterKey.ok) return problem(c, afterKey.error);
    const beforeMs = before === undefined ? Date.now() : Date.parse(before);
    const afterMs = after === undefined ? beforeMs - hourMs : Date.parse(after);
    if (afterMs >= beforeMs || beforeMs - afterMs > longestRangeMs) {
      return problem(c, failField("after", "invalid_request", "This must be up to 31 days before `before`.").error);
    }
    const question = { afterMs, beforeMs, afterKey: afterKey.value, account, message, carrier, event };
    const answer = await (isOfConnectors ? pduLogAnswer(c.env, question) : eventLogAnswer(c.env, question));
    const response = wantsCsv(c, format)
      ? csvResponse(`${answer.name}.csv`, csvPages(answer))
      : jsonLinesResponse(jsonPages(answer));
    const next = encodeCursor(answer.lastKey ?? null);
    if (next !== null) response.headers.set("x-heliograph-cursor", next);
    response.headers.set("x-heliograph-more", String(answer.more));
    response.headers.set("vary", "accept");
    return response;
  },
};

async function* csvPages({ header, groups }: LogAnswer): AsyncGenerator<string, undefined> {
  yield header;
  for await (const { csv } of groups) yield csv();
}

async function* jsonPages({ groups }: LogAnswer): AsyncGenerator<object[], undefined> {
  for await (const { json } of groups) yield json();
}
