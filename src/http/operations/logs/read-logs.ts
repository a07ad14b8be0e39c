import { createRoute, z } from "@hono/zod-openapi";
import { findParts } from "../../../event-log/find-parts.ts";
import { type LogLine, encodeLogLine, logHeader } from "../../../event-log/log-line.ts";
import { isPartKey } from "../../../event-log/log-part.ts";
import { type LineFilters, readLines } from "../../../event-log/read-lines.ts";
import { failField } from "../../../errors.ts";
import { jsonLinesResponse } from "../../csv/json-lines.ts";
import { csvResponse, wantsCsv } from "../../csv/write-csv.ts";
import { decodeCursor, encodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { exampleLine, logQuerySchema, presentLine } from "./log-schemas.ts";

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
    summary: "Read the event log",
    description:
      "A line for each event of a message's life, by the hour, and within an hour nearly in the order of time. Numbers are without " +
      "their middle unless the edge is configured otherwise, and texts are never here. An answer has what up to 20 files hold, " +
      "streamed; the cursor goes on from there, and later brings what has come since. Events are here within a minute.",
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
    const { after, before, account, message, carrier, event, format, cursor } = query.value;
    const afterKey = decodeCursor(cursor, isPartKey);
    if (!afterKey.ok) return problem(c, afterKey.error);
    const beforeMs = before === undefined ? Date.now() : Date.parse(before);
    const afterMs = after === undefined ? beforeMs - hourMs : Date.parse(after);
    if (afterMs >= beforeMs || beforeMs - afterMs > longestRangeMs) {
      return problem(c, failField("after", "invalid_request", "This must be up to 31 days before `before`.").error);
    }
    const { parts, lastKey, more } = await findParts(c.env, { afterMs, beforeMs, afterKey: afterKey.value });
    const equal = {
      ...(account !== undefined && { accountId: account }),
      ...(message !== undefined && { messageId: message }),
      ...(carrier !== undefined && { carrierId: carrier }),
      ...(event !== undefined && { event }),
    } satisfies LineFilters["equal"];
    const lines = readLines(c.env, parts, { equal, afterMs, beforeMs });
    const response = wantsCsv(c, format)
      ? csvResponse("events.csv", csvPages(lines))
      : jsonLinesResponse(presented(lines));
    const next = encodeCursor(lastKey ?? null);
    if (next !== null) response.headers.set("x-heliograph-cursor", next);
    response.headers.set("x-heliograph-more", String(more));
    response.headers.set("vary", "accept");
    return response;
  },
};

async function* csvPages(lines: AsyncGenerator<LogLine[], undefined>): AsyncGenerator<string, undefined> {
  yield logHeader;
  for await (const some of lines) yield some.map(encodeLogLine).join("");
}

async function* presented(lines: AsyncGenerator<LogLine[], undefined>): AsyncGenerator<object[], undefined> {
  for await (const some of lines) yield some.map(presentLine);
}
