import type { IdFactory } from "../../src/ids.ts";
import type { InboundReport } from "../../src/link/frames.ts";
import type { InboundMessage } from "../../src/messages/inbound.ts";
import { DuplicateWindow } from "../../src/sms/inbound-duplicates.ts";
import { type InboundPart, Reassembly, type ReassembledText } from "../../src/sms/reassembly.ts";
import { type Concatenation, parseUserDataHeader } from "../../src/sms/user-data-header.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";

export const inboundAlarm = "inbound-timeout";

/** Texts given out by one alarm, at most. */
const expireBatch = 500;

export interface InboundDeskOptions {
  sql: SqlStorage;
  ids: IdFactory;
  alarms: AlarmBook;
  carrierId(): string;
  /** A text is whole, or as whole as it will be. */
  onText(message: InboundMessage): void;
}

/**
 * Texts from handsets: parts are kept until their text is whole or its time is over, in any order, each once. A text without
 * parts goes on at once. Every part is on disk until the text it belongs to is.
 */
export class InboundDesk {
  readonly #options: InboundDeskOptions;
  readonly #reassembly = new Reassembly();
  /** Only parts are told apart: a person may well send the same short text twice. */
  readonly #seen = new DuplicateWindow(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);

  constructor(options: InboundDeskOptions) {
    this.#options = options;
    const stored = options.sql.exec<{ id: string; report: string }>("SELECT id, report FROM inbound_parts ORDER BY id");
    for (const { id, report } of stored) {
      const inbound = JSON.parse(report) as InboundReport;
      const concatenation = concatenationOf(inbound);
      if (concatenation !== undefined) this.#reassembly.add(this.#part(id, inbound, concatenation));
    }
  }

  add(report: InboundReport, nowMs: number): void {
    const concatenation = concatenationOf(report);
    if (concatenation === undefined) {
      this.#options.onText(this.#message(report, report.text, report.atMs));
      return;
    }
    const { reference, total, sequence } = concatenation;
    const identity = {
      carrierId: this.#options.carrierId(),
      from: report.from,
      to: report.to,
      payload: report.dataHex ?? report.text,
      reference: `${reference}/${total}/${sequence}`,
    };
    if (this.#seen.seen(identity, nowMs)) return;
    const id = this.#options.ids.next("inbound");
    this.#options.sql.exec("INSERT INTO inbound_parts (id, report) VALUES (?, ?)", id, JSON.stringify(report));
    this.#giveOut(this.#reassembly.add(this.#part(id, report, concatenation)).texts);
    this.#watchDeadline();
  }

  /** The alarm's handler: texts whose other parts did not come go on as they are. */
  expire(nowMs: number): void {
    this.#giveOut(this.#reassembly.expire(nowMs, expireBatch));
    this.#watchDeadline();
  }

  #giveOut(texts: readonly ReassembledText[]): void {
    for (const text of texts) {
      this.#options.onText({
        ...this.#message(text, text.text, text.firstReceivedAtMs),
        parts: text.parts,
        missingParts: [...text.missing],
      });
      this.#options.sql.exec(
        "DELETE FROM inbound_parts WHERE id IN (SELECT value FROM json_each(?))",
        JSON.stringify(text.partIds),
      );
    }
  }

  #watchDeadline(): void {
    const { alarms } = this.#options;
    const deadlineMs = this.#reassembly.nextDeadlineMs;
    if (deadlineMs !== null) alarms.set(inboundAlarm, "", deadlineMs);
  }

  #message(addresses: { from: string; to: string }, text: string, receivedAtMs: number): InboundMessage {
    return {
      id: this.#options.ids.next("inbound"),
      carrierId: this.#options.carrierId(),
      from: addresses.from,
      to: addresses.to,
      text,
      parts: 1,
      missingParts: [],
      receivedAtMs,
    };
  }

  #part(id: string, report: InboundReport, { reference, total, sequence, bits }: Concatenation): InboundPart {
    return {
      id,
      carrierId: this.#options.carrierId(),
      from: report.from,
      to: report.to,
      kind: bits === 16 ? "udh16" : "udh8",
      reference,
      total,
      sequence,
      content:
        report.dataHex === undefined
          ? { text: report.text }
          : {
              data: fromHex(report.dataHex),
              dataCoding: report.dataCoding,
              userDataHeader: fromHex(report.userDataHeader ?? ""),
            },
      receivedAtMs: report.atMs,
    };
  }
}

function concatenationOf({ userDataHeader }: InboundReport): Concatenation | undefined {
  return userDataHeader === undefined ? undefined : parseUserDataHeader(fromHex(userDataHeader)).concatenation;
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}
