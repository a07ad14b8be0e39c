import { type CsvCell, csvLine } from "../csv-line.ts";
import { listMessagesOfAll } from "../db/across-months/list-messages.ts";
import { type ListedMessage, listedFromRow } from "../messages/message-record.ts";
import type { ExportFilter } from "./job.ts";

/** Messages of one question, and questions of one part of a file: about 2 MB. */
const rowsPerPage = 1_000;
const pagesPerPart = 5;

const columns = [
  "id",
  "status",
  "to",
  "from",
  "text",
  "segments",
  "encoding",
  "lane",
  "clientReference",
  "errorCode",
  "priceMicros",
  "currency",
  "createdAt",
  "updatedAt",
] as const;

/** The first line of an export. */
export const exportHeader = csvLine(columns);

export interface ExportPart {
  csv: string;
  rows: number;
  /** The message to go on after; null where there are no more. */
  afterId: string | null;
}

/** The next messages of an export, newest first, without the header. */
export async function readExportPart(
  env: Env,
  accountId: string,
  filter: ExportFilter,
  startAfterId: string | undefined,
): Promise<ExportPart> {
  let afterId = startAfterId;
  const lines: string[] = [];
  for (let page = 0; page < pagesPerPart; page++) {
    const { items, next } = await listMessagesOfAll(env, { ...filter, accountId, afterId, limit: rowsPerPage });
    for (const row of items) lines.push(lineOf(listedFromRow(row)));
    if (next === null) return { csv: lines.join(""), rows: lines.length, afterId: null };
    afterId = next;
  }
  return { csv: lines.join(""), rows: lines.length, afterId: afterId ?? null };
}

function lineOf(message: ListedMessage): string {
  const { price } = message;
  const cells: Record<(typeof columns)[number], CsvCell> = {
    id: message.id,
    status: message.status,
    to: message.to,
    from: message.from,
    text: message.text,
    segments: message.segmentCount,
    encoding: message.encoding,
    lane: message.lane,
    clientReference: message.clientReference,
    errorCode: message.errorCode,
    priceMicros: price?.priceMicros ?? null,
    currency: price?.currency ?? null,
    createdAt: new Date(message.createdAtMs).toISOString(),
    updatedAt: new Date(message.updatedAtMs).toISOString(),
  };
  return csvLine(columns.map((column) => cells[column]));
}
