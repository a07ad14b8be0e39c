import { createRoute, z } from "@hono/zod-openapi";
import { type LedgerEntry, ledgerEntryTypes } from "../../../money/account-money.ts";
import { type LedgerReader, type ListLedgerInput, listLedger } from "../../../money/list-ledger.ts";
import type { Page } from "../../../page.ts";
import type { AppContext } from "../../app-env.ts";
import { csvLine, csvResponse, wantsCsv } from "../../csv/write-csv.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import {
  accountParameters,
  ledgerEntrySchema,
  operatorLedgerEntrySchema,
  presentLedgerEntry,
  presentOperatorLedgerEntry,
} from "./money-schemas.ts";

const querySchema = z.strictObject({
  ...pageQuery,
  type: z.enum(ledgerEntryTypes).optional(),
  after: timeSchema.optional().openapi({ description: "Lines from then on." }),
  before: timeSchema.optional().openapi({ description: "Lines before then." }),
  format: z.enum(["json", "csv"]).optional().openapi({ description: "`csv` is all lines, as is `Accept: text/csv`." }),
});

const about = "Newest first. As CSV it is every line that the filters leave, whatever `limit` says.";
const csvContent = {
  schema: z.string().openapi({ example: "id,type,at,amountMicros,balanceMicros,messages,reference\r\n" }),
};
const linesPerCsvPage = 1_000;

export const listOwnLedger: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/ledger",
    operationId: "listLedger",
    tags: ["Money"],
    summary: "List what the balance is made of",
    description: `Needs scope \`usage:read\`. ${about}`,
    security: keyWith("usage:read"),
    request: { query: querySchema },
    responses: {
      200: {
        description: "A page.",
        content: { "application/json": { schema: pageSchema(ledgerEntrySchema) }, "text/csv": csvContent },
      },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),
  handle: (c) => answerLedger(c, { key: c.get("key") }, presentLedgerEntry),
};

export const listAccountLedger: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/accounts/{id}/ledger",
    operationId: "listAccountLedger",
    tags: ["Prices"],
    summary: "List what an account's balance is made of",
    description: about,
    security: [{ operatorKey: [] }],
    request: { params: accountParameters, query: querySchema },
    responses: {
      200: {
        description: "A page.",
        content: { "application/json": { schema: pageSchema(operatorLedgerEntrySchema) }, "text/csv": csvContent },
      },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "not_found"),
    },
  }),
  handle: (c) => answerLedger(c, { accountId: pathParameter(c, "id") }, presentOperatorLedgerEntry),
};

async function answerLedger(
  c: AppContext,
  reader: LedgerReader,
  present: (entry: LedgerEntry) => Record<string, string | number | null>,
): Promise<Response> {
  const query = readQuery(c, querySchema);
  if (!query.ok) return problem(c, query.error);
  const { cursor, limit, type, after, before, format } = query.value;
  const position = decodeCursor(cursor, (id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id));
  if (!position.ok) return problem(c, position.error);
  const isCsv = wantsCsv(c, format);
  const input: ListLedgerInput = {
    type,
    fromMs: after === undefined ? undefined : Date.parse(after),
    beforeMs: before === undefined ? undefined : Date.parse(before),
    afterId: position.value,
    limit: isCsv ? linesPerCsvPage : limit,
  };
  const first = await listLedger(c.env, reader, input);
  if (!first.ok) return problem(c, first.error);
  if (!isCsv) return json(200, presentPage(first.value, present), { vary: "accept" });
  return csvResponse("ledger.csv", csvPages(c.env, reader, input, first.value, present));
}

async function* csvPages(
  env: AppContext["env"],
  reader: LedgerReader,
  input: ListLedgerInput,
  first: Page<LedgerEntry>,
  present: (entry: LedgerEntry) => Record<string, string | number | null>,
): AsyncGenerator<string, undefined> {
  const columns = ["id", "type", "at", "amountMicros", "balanceMicros", "messages", "reference"];
  if (!("key" in reader)) columns.push("author");
  yield csvLine(columns);
  let page = first;
  for (;;) {
    const lines = page.items.map(present).map((line) => csvLine(columns.map((column) => line[column] ?? null)));
    if (lines.length > 0) yield lines.join("");
    if (page.next === null) return undefined;
    const more = await listLedger(env, reader, { ...input, afterId: page.next });
    if (!more.ok) throw new Error(`the ledger breaks off: ${more.error.code}`);
    page = more.value;
  }
}
