import type { Socket } from "node:net";
import { monotonicMs } from "../clock.ts";
import { numberBefore } from "../text-numbers.ts";
import { Deliveries, type Delivery } from "./deliveries.ts";
import { bindCommands, command, endOfPdu, longestResponse, readSubmit, receiptPdu, writeResponse } from "./pdu.ts";
import type { SmscState } from "./state.ts";

export interface SessionCallbacks {
  onBound: () => void;
  /** The ESME took a delivery. */
  onAnswered: () => void;
  /** It did not, and is to get it again. */
  onRefused: (delivery: Delivery) => void;
}

/** One connection of an ESME: accepts every request, answers all that came in one read with one write. */
export class SmscSession {
  readonly deliveries: Deliveries;
  isBound = false;
  readonly #socket: Socket;
  readonly #state: SmscState;
  #rest: Buffer = Buffer.alloc(0);

  readonly #onBound: () => void;

  constructor(socket: Socket, state: SmscState, callbacks: SessionCallbacks) {
    this.#socket = socket;
    this.#state = state;
    this.#onBound = callbacks.onBound;
    this.deliveries = new Deliveries(socket, callbacks.onAnswered, callbacks.onRefused);
    socket.on("data", (chunk) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const { requests, readTo } = this.#split(bytes);
    this.#rest = bytes.subarray(readTo);
    if (requests.length === 0) return;
    const responses = Buffer.allocUnsafe(requests.length * longestResponse);
    const nowMs = monotonicMs();
    let written = 0;
    for (const start of requests) {
      const messageId = this.#state.nextMessageId++;
      written = writeResponse(responses, written, bytes, start, messageId);
      const id = bytes.readUInt32BE(start + 4);
      if (id === command.submitSm) this.#submitted(bytes, start, messageId, nowMs);
      else if (bindCommands.has(id)) this.isBound = true;
    }
    this.#socket.write(responses.subarray(0, written));
    if (this.isBound) this.#onBound();
    this.deliveries.flush();
  }

  /** Where each request begins; responses are settled on the way. */
  #split(bytes: Buffer): { requests: number[]; readTo: number } {
    const requests: number[] = [];
    let readTo = 0;
    for (let end = endOfPdu(bytes, 0); end !== undefined; end = endOfPdu(bytes, readTo)) {
      const id = bytes.readUInt32BE(readTo + 4);
      if (id === command.deliverSmResp) {
        this.deliveries.answered(bytes.readUInt32BE(readTo + 12), bytes.readUInt32BE(readTo + 8));
      } else if (id < 0x80000000) {
        requests.push(readTo);
      }
      readTo = end;
    }
    return { requests, readTo };
  }

  #submitted(bytes: Buffer, start: number, messageId: number, nowMs: number): void {
    const { submits, receipts, receiptDelayMs } = this.#state;
    const submit = readSubmit(bytes, start);
    const number = numberBefore(bytes, submit.destinationEnd);
    submits.take(number, nowMs);
    if (!submit.wantsReceipt || receiptDelayMs === null) return;
    this.deliveries.add({
      pdu: receiptPdu(bytes, submit, messageId, this.#state.minute),
      dueAtMs: nowMs + receiptDelayMs,
      onSent: (atMs) => receipts.take(number, atMs),
    });
  }
}
