import { z } from "@hono/zod-openapi";
import { type LogColumn, type LogLine, logColumns } from "../../../event-log/log-line.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { exampleId } from "../messages/message-schemas.ts";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

export const logQuerySchema = z.strictObject({
  after: instantSchema.optional().openapi({
    description: "Events at this moment or later; an hour before `before` where it is left out.",
    example: "2026-11-21T14:00:00Z",
  }),
  before: instantSchema.optional().openapi({
    description: "Events before this moment; now where it is left out.",
    example: "2026-11-21T15:00:00Z",
  }),
  account: z.string().min(1).max(100).optional().openapi({ example: exampleAccountId }),
  message: z.string().min(1).max(100).optional().openapi({ example: exampleId }),
  carrier: z.string().min(1).max(100).optional().openapi({ example: "default" }),
  event: z.string().min(1).max(50).optional().openapi({ description: "As `sent` or `receipt`.", example: "sent" }),
  source: z.enum(["edge", "connector"]).optional().openapi({
    description: "`connector` for the PDU logs of connectors, without `account` and `event`; else the event log.",
  }),
  format: z.enum(["json", "csv"]).optional().openapi({ description: "`csv` as `Accept: text/csv`." }),
  cursor: z.string().max(300).optional().openapi({ description: "`X-Heliograph-Cursor` of an earlier answer." }),
});

const exampleCells: Partial<Record<LogColumn, string>> = {
  time: "2026-11-21T14:03:07.112Z",
  event: "sent",
  messageId: exampleId,
  accountId: exampleAccountId,
  carrierId: "default",
  bindId: "default-1",
  sender: "Elibom",
  recipient: "+57300•••4567",
  segments: "1",
  segment: "1",
  attempt: "1",
  status: "sent",
  carrierMessageId: "1000001",
  sinceAcceptedMs: "84",
  step: "sent.0.1",
};
export const exampleLine = Object.fromEntries(
  logColumns.map((column) => [column, exampleCells[column] ?? ""]),
) as LogLine;

const numberColumns = new Set<LogColumn>(["segments", "segment", "attempt", "sinceAcceptedMs"]);

/** A line as JSON: numbers are numbers, and what is empty is null. */
export function presentLine(line: LogLine): Record<LogColumn, string | number | null> {
  return Object.fromEntries(
    logColumns.map((column) => {
      const cell = line[column];
      if (cell === "") return [column, null];
      return [column, numberColumns.has(column) ? Number(cell) : cell];
    }),
  ) as Record<LogColumn, string | number | null>;
}
