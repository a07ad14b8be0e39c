import { createRoute, z } from "@hono/zod-openapi";
import { type ImportResult, type ImportRow, importMessages } from "../../../messages/import-messages.ts";
import { keepAlive } from "../../app-env.ts";
import { jsonLinesResponse } from "../../csv/json-lines.ts";
import { type TablePiece, readTable } from "../../csv/read-table.ts";
import { csvLine, csvResponse, wantsCsv } from "../../csv/write-csv.ts";
import { idempotencyHeaders, readIdempotencyKey } from "../../idempotency-key.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { validate } from "../../validate.ts";
import { exampleId, messageInputSchema } from "./message-schemas.ts";
import { presentAccepted } from "./present-message.ts";

const columns = [
  "to",
  "from",
  "senderPool",
  "text",
  "lane",
  "sendAt",
  "timeZone",
  "encoding",
  "clientReference",
] as const;
type Column = (typeof columns)[number];

/** The file of messages. */
export const messageTable = { columns, required: ["to", "text"], bytes: 20 * 1024 * 1024, rows: 100_000 } as const;
const answerColumns = ["line", "id", "status", "to", "segments", "code", "message"];

export const importMessagesOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages/import",
    operationId: "importMessages",
    tags: ["Messages"],
    summary: "Send a file of messages, as CSV",
    description:
      "Needs scope `messages:write`. The first line names the columns, which are fields of a message: `to`, `text`, and where wanted " +
      "`from`, `senderPool`, `lane`, `sendAt`, `timeZone`, `encoding`, `clientReference`. Up to 100,000 rows and 20 MB. Rows are accepted by the hundred " +
      "as they come, at the account's rate: where that is used up, the import waits. The answer is a line for each row and a last one " +
      "with `summary`, whose `error` says why the rest was not sent. The same file again under the same Idempotency-Key sends nothing twice and goes on where it ended.",
    security: keyWith("messages:write"),
    request: {
      headers: idempotencyHeaders,
      body: {
        required: true,
        content: {
          "text/csv": {
            schema: z.string().openapi({ example: "to,from,text\n+573001234567,Elibom,Your table is ready\n" }),
          },
        },
      },
    },
    responses: {
      200: {
        description: "What became of each row: NDJSON, or CSV where `Accept` says so.",
        content: {
          "application/x-ndjson": {
            schema: z.string().openapi({
              example: `{"line":2,"id":"${exampleId}","status":"accepted","to":"+573001234567","segments":1}\n{"summary":{"accepted":1,"rejected":0}}\n`,
            }),
          },
          "text/csv": {
            schema: z.string().openapi({
              example: `line,id,status,to,segments,code,message\r\n2,${exampleId},accepted,+573001234567,1,,\r\n`,
            }),
          },
        },
      },
      ...problemResponses(
        "invalid_request",
        "unsupported_media_type",
        "body_too_large",
        "body_timeout",
        "unauthenticated",
        "missing_scope",
        "account_suspended",
        "idempotency_key_reused",
        "rate_limited",
        "backlog_full",
      ),
    },
  }),

  async handle(c) {
    const idempotencyKey = readIdempotencyKey(c);
    if (!idempotencyKey.ok) return problem(c, idempotencyKey.error);
    const table = await readTable(c, messageTable);
    if (!table.ok) return problem(c, table.error);
    const context = {
      key: c.get("key"),
      waitUntil: keepAlive(c),
      idempotencyKey: idempotencyKey.value,
      wait: (delayMs: number) => scheduler.wait(delayMs),
    };
    const results = await importMessages(c.env, context, toMessages(table.value));
    if (!results.ok) return problem(c, results.error);
    return wantsCsv(c, undefined)
      ? csvResponse("import.csv", csvOf(results.value))
      : jsonLinesResponse(present(results.value));
  },
};

export async function* toMessages(pieces: AsyncIterable<TablePiece<Column>>) {
  for await (const piece of pieces) {
    if ("error" in piece) yield piece;
    else
      yield {
        rows: piece.rows.map(({ line, cells }): ImportRow => ({ line, message: validate(messageInputSchema, cells) })),
      };
  }
}

async function* present(pieces: AsyncIterable<ImportResult[]>): AsyncGenerator<object[], undefined> {
  for await (const piece of pieces) yield piece.map(presentResult);
}

function presentResult(result: ImportResult): object {
  if (!("accepted" in result)) return result;
  const { id, status, to, segments, sendAt } = presentAccepted(result.accepted);
  return { line: result.line, id, status, to, segments, ...(sendAt !== undefined && { sendAt }) };
}

async function* csvOf(pieces: AsyncIterable<ImportResult[]>): AsyncGenerator<string> {
  yield csvLine(answerColumns);
  for await (const piece of pieces) yield piece.map(csvOfResult).join("");
}

/** The last line has no line of the file: it says why the rest was not sent, where it was not. */
function csvOfResult(result: ImportResult): string {
  if ("summary" in result) {
    const { error } = result.summary;
    return error === undefined ? "" : csvLine([null, null, "not_sent", null, null, error.code, error.message]);
  }
  if ("error" in result) {
    return csvLine([result.line, null, "rejected", null, null, result.error.code, result.error.message]);
  }
  const { id, status, to, segments } = presentAccepted(result.accepted);
  return csvLine([result.line, id, status, to, segments, null, null]);
}
