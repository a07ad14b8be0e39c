import { pduColumns } from "../../src/link/pdu-log.ts";
import { redactAddress } from "../../src/sms/redact-address.ts";
import type { TappedPdu } from "../session/pdu-tap.ts";

/** `headers`: numbers without their middle, and no bodies. `full`: whole numbers, and the octets of each PDU without a password. */
export type PduLogLevel = "headers" | "full";
export type PduLogFormat = "csv" | "json";

/** Where a PDU was seen. */
export interface PduPlace {
  connectorId: string;
  carrierId: string;
  bindId: string;
}

export const pduLogHeader = `${pduColumns.join(",")}\r\n`;

/** A line, its end included. What is not known is empty, in JSON null. `atMs` is to the microsecond. */
export function encodePdu(
  atMs: number,
  { connectorId, carrierId, bindId }: PduPlace,
  pdu: TappedPdu,
  { level, format }: { level: PduLogLevel; format: PduLogFormat },
): string {
  const isFull = level === "full";
  const cells = [
    timeText(atMs),
    connectorId,
    carrierId,
    bindId,
    pdu.direction,
    pdu.command,
    String(pdu.sequence),
    pdu.status,
    pdu.messageId,
    pdu.carrierMessageId,
    isFull ? pdu.sender : redactAddress(pdu.sender),
    isFull ? pdu.recipient : redactAddress(pdu.recipient),
    String(pdu.octets),
    isFull && pdu.body !== null ? Buffer.from(pdu.body()).toString("hex") : "",
  ];
  return encodeCells(cells, format);
}

/** A line that says how many lines are missing before it: `direction` is `lost`, and `sequence` their number. */
export function encodeLost(atMs: number, connectorId: string, lines: number, format: PduLogFormat): string {
  const cells = [timeText(atMs), connectorId, "", "", "lost", "", String(lines), "", "", "", "", "", "", ""];
  return encodeCells(cells, format);
}

function encodeCells(cells: readonly string[], format: PduLogFormat): string {
  if (format === "json") {
    const entries = pduColumns.map((column, index) => [column, jsonValue(column, cells[index] ?? "")]);
    return `${JSON.stringify(Object.fromEntries(entries))}\n`;
  }
  return `${cells.map(encodeCell).join(",")}\r\n`;
}

function jsonValue(column: string, cell: string): string | number | null {
  if (cell === "") {
    return null;
  }
  return column === "sequence" || column === "octets" ? Number(cell) : cell;
}

/** RFC 4180; a record is one line. What a carrier wrote into an address or an id may be anything. */
function encodeCell(cell: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const line = cell.replaceAll(/[\u0000-\u001f\u007f]/g, " ");
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

let second = Number.NaN;
let secondText = "";

/** RFC 3339 in UTC, always to the microsecond. */
function timeText(atMs: number): string {
  const atSecond = Math.floor(atMs / 1_000);
  if (atSecond !== second) {
    // Lines that follow each other are of the same second, nearly always.
    second = atSecond;
    secondText = new Date(atSecond * 1_000).toISOString().slice(0, 20);
  }
  const microseconds = Math.min(999_999, Math.round((atMs - atSecond * 1_000) * 1_000));
  return `${secondText}${String(microseconds).padStart(6, "0")}Z`;
}
