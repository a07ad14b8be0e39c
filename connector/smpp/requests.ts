import type { CloseReason } from "../bind.ts";
import type { RequestLabel } from "../session/pdu-tap.ts";
import { Overdue } from "./overdue.ts";
import type { DecodedPdu, ReceivedResponse, ResponsePdu } from "./pdu.ts";
import { Window } from "./window.ts";

/** How a request ended: each ends exactly once. `malformed` is a response that cannot be read. */
export type RequestOutcome =
  | { kind: "response"; pdu: ReceivedResponse }
  | { kind: "malformed"; reason: string }
  | { kind: "timeout" }
  | { kind: "closed"; reason: CloseReason };

export interface PendingRequest {
  expected: ResponsePdu["command"];
  callback: (outcome: RequestOutcome) => void;
  /** Called at most once, when the response comes after `callback` was told of a timeout. */
  onLate: ((pdu: ReceivedResponse) => void) | undefined;
  label?: RequestLabel | undefined;
}

/** Requests without a response that are remembered for one that comes late. */
const overdueLimit = 10_000;

/** The requests of one session: each ends once, by the response that has both its number and its command. */
export class Requests {
  readonly #window = new Window<PendingRequest>();
  readonly #overdue = new Overdue<PendingRequest>(overdueLimit);

  /** How many wait for their response. */
  get size(): number {
    return this.#window.size;
  }

  /** The number `add` will give out next. */
  nextSequence(): number {
    return this.#window.nextSequence();
  }

  add(request: PendingRequest, expiresMs: number): void {
    this.#overdue.remove(this.#window.add(request, expiresMs));
  }

  /** The label of the request that a PDU answers, if it answers one that has a label. */
  labelFor(pdu: DecodedPdu): RequestLabel | undefined {
    if (!("commandStatus" in pdu)) {
      return undefined;
    }
    return (this.#window.peek(pdu.sequence) ?? this.#overdue.peek(pdu.sequence))?.label;
  }

  /** A response came. One that nothing waits for changes nothing. */
  settle(pdu: ReceivedResponse): void {
    const request = this.#window.peek(pdu.sequence);
    if (request === undefined) {
      return this.#settleLate(pdu);
    }
    if (request.expected === pdu.command || pdu.command === "generic_nack") {
      this.#window.remove(pdu.sequence);
      request.callback({ kind: "response", pdu });
    }
  }

  /** A response with this number cannot be read. */
  settleMalformed(sequence: number, reason: string): void {
    const request = this.#window.peek(sequence);
    if (request !== undefined) {
      this.#window.remove(sequence);
      request.callback({ kind: "malformed", reason });
    }
  }

  /** Ends those whose time is up at `nowMs`. */
  expire(nowMs: number): void {
    for (const { sequence, entry } of this.#window.takeExpired(nowMs)) {
      if (entry.onLate !== undefined) {
        this.#overdue.add(sequence, entry);
      }
      entry.callback({ kind: "timeout" });
    }
  }

  /** Ends all of them: the session is over. */
  closeAll(reason: CloseReason): void {
    for (const request of this.#window.takeAll()) {
      request.callback({ kind: "closed", reason });
    }
  }

  #settleLate(pdu: ReceivedResponse): void {
    const request = this.#overdue.peek(pdu.sequence);
    if (request?.expected === pdu.command) {
      this.#overdue.remove(pdu.sequence);
      request.onLate?.(pdu);
    }
  }
}
