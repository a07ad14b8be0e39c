import { DatabaseSync } from "node:sqlite";
import { numberIn } from "./texts.ts";

/** A submit as an SMSC has it in its file. */
export interface SmscSubmit {
  /** Of the text; undefined when it is none of ours. */
  number: number | undefined;
  /** From 1. */
  segment: number;
  /** ignored: taken off the socket, and neither answered nor delivered. */
  verdict: "accepted" | "refused" | "ignored";
  carrierMessageId: string | null;
  atMs: number;
}

const userDataHeaderIndicator = 0x40;

/** Every submit in an SMSC's file, while it runs or when it is dead. */
export function readSmscSubmits(file: string): SmscSubmit[] {
  return query(
    file,
    "SELECT esm_class, body, carrier_message_id, command_status, at_ms FROM submits ORDER BY number",
  ).map((row) => {
    const body = row["body"] instanceof Uint8Array ? row["body"] : new Uint8Array();
    const hasHeader = (Number(row["esm_class"]) & userDataHeaderIndicator) !== 0;
    const carrierMessageId = typeof row["carrier_message_id"] === "string" ? row["carrier_message_id"] : null;
    const rest = row["command_status"] === null ? "ignored" : "refused";
    return {
      number: numberIn(body),
      // 3GPP TS 23.040 §9.2.3.24.1: length, element, its length, reference, total, number.
      segment: hasHeader ? (body[5] ?? 1) : 1,
      verdict: carrierMessageId === null ? rest : "accepted",
      carrierMessageId,
      atMs: Number(row["at_ms"]),
    };
  });
}

/** Receipts that the customer's side has not acknowledged yet. */
export function countOutstandingReceipts(file: string): number {
  return Number(query(file, "SELECT count(*) AS receipts FROM outstanding_receipts")[0]?.["receipts"]);
}

function query(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
