import type { CloseReason } from "../bind.ts";
import type { RequestLabel } from "../session/pdu-tap.ts";
import type { TransportOptions } from "../session/transport.ts";
import { Transport } from "../session/transport.ts";
import type { Frame, FrameHeader } from "./frame.ts";
import { parseFrame, twoDigits, writeFrame } from "./frame.ts";
import { operation } from "./fields.ts";
import { Framer } from "./framer.ts";
import type { Result } from "./results.ts";
import { alertAnswer, isAlert, readResult, writeResult } from "./results.ts";
import { tapFrame } from "./tap-frame.ts";
import { TransactionWindow, transactionNumbers } from "./window.ts";

/** How an operation ended: each ends exactly once. `malformed` is a result that cannot be read. */
export type RequestOutcome =
  | { kind: "result"; result: Result }
  | { kind: "malformed"; reason: string }
  | { kind: "timeout" }
  | { kind: "closed"; reason: CloseReason };

export interface SessionOptions extends TransportOptions {
  /** The fields of the alert that asks an idle peer whether it is there; without them nothing is asked. */
  alertFields?: readonly string[];
  keepaliveIntervalMs: number;
  maxFrameBytes?: number;
  /** Operations of the peer but alerts, which the session answers itself. Must not throw. */
  onOperation: (frame: Frame) => void;
}

interface Waiting {
  callback: (outcome: RequestOutcome) => void;
  onLate: ((result: Result) => void) | undefined;
  label: RequestLabel | undefined;
}

export interface RequestSettings {
  /** responseTimeoutMs of the session when absent. */
  timeoutMs?: number;
  /** The result came after its timeout, on this session. At most once. */
  onLate?: (result: Result) => void;
  /** Takes the number that the operation goes out with. */
  label?: RequestLabel | undefined;
}

/** Operations without a result after which a session is given up: their numbers are taken for as long as it lasts. */
const abandonedLimit = transactionNumbers / 2;

/**
 * One EMI/UCP session over one socket, as client or as server (EMI/UCP Interface Specification 4.0 §2): framing, results
 * matched to operations by number and type, supervision by alerts. A frame that is damaged or cannot be read is answered with
 * error 01 or 02, and reading goes on behind it.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #transport: Transport;
  readonly #framer: Framer;
  readonly #window = new TransactionWindow<Waiting>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#framer = new Framer(options.maxFrameBytes);
    this.#transport = new Transport(options, {
      enquireIntervalMs: options.keepaliveIntervalMs,
      enquiry: "an alert",
      enquire: () => this.#alert(),
      read: (chunk) => this.#framer.push(chunk, this.#onFrame)?.reason,
      expire: (nowMs) => this.#expire(nowMs),
      closeAll: (reason) => this.#closeAll(reason),
    });
  }

  get isOpen(): boolean {
    return this.#transport.isOpen;
  }

  /** Whether the peer is behind in taking what was written. */
  get congested(): boolean {
    return this.#transport.congested;
  }

  /** Operations that can still be sent before a transaction number is free again. */
  get freeNumbers(): number {
    return this.#window.free;
  }

  /**
   * Sends an operation; it is encoded when this returns and on the wire by the end of the turn. `callback` fires once, never
   * before this returns; it does not fire when a reason is returned, and nothing was sent then.
   */
  request(
    operationType: number,
    fields: readonly string[],
    callback: (outcome: RequestOutcome) => void,
    { timeoutMs = this.#options.responseTimeoutMs, onLate, label }: RequestSettings = {},
  ): string | undefined {
    const { reason } = this.#transport;
    if (reason !== undefined) {
      queueMicrotask(() => callback({ kind: "closed", reason }));
      return undefined;
    }
    const transaction = this.#window.nextNumber();
    if (transaction === undefined) {
      return "no transaction number is free";
    }
    const operationFrame: Frame = { transaction, kind: "operation", operation: operationType, fields };
    const frame = writeFrame(operationFrame);
    if (frame === undefined) {
      return "a field holds what UCP cannot say";
    }
    if (label !== undefined) label.sequence = transaction;
    this.#window.add({ callback, onLate, label }, operationType, this.#options.monotonicMs() + timeoutMs);
    this.#write(operationFrame, frame, label);
    return undefined;
  }

  /** Answers an operation of the peer; on a closed session it does nothing. */
  respond({ transaction, operation: operationType }: FrameHeader, result: Result): void {
    const fields = writeResult(operationType, result);
    const resultFrame: Frame = { transaction, kind: "result", operation: operationType, fields };
    const frame = writeFrame(resultFrame);
    if (this.#transport.mayAnswer() && frame !== undefined) {
      this.#write(resultFrame, frame);
    }
  }

  /** Writes what is encoded now rather than at the end of the turn. */
  flush(): void {
    this.#transport.outbox.flush();
  }

  /** Writes what is encoded, then ends the connection; operations still waiting end as closed. */
  close(reason?: CloseReason): void {
    this.#transport.close(reason);
  }

  /** Drops the connection with whatever was not written yet. */
  destroy(): void {
    this.#transport.destroy();
  }

  /** @param written one character per octet */
  #write(frame: Frame, written: string, label?: RequestLabel): void {
    const { outbox } = this.#transport;
    const start = outbox.reserve(written.length);
    outbox.commit(start + outbox.slab.write(written, start, "latin1"));
    const { tap } = this.#options;
    if (tap !== undefined) tap(tapFrame("out", frame, written.slice(1, -1), label));
  }

  readonly #onFrame = (text: string): boolean => {
    this.#transport.heard();
    const parsed = parseFrame(text);
    if (parsed.ok) {
      this.#tap(parsed.frame, text);
      this.#dispatch(parsed.frame);
    } else if (parsed.header?.kind === "operation") {
      this.respond(parsed.header, { ok: false, errorCode: parsed.errorCode, systemMessage: parsed.reason });
    }
    // A damaged result is passed over: even its number may be wrong. What waits for it runs into its timeout.
    return this.isOpen;
  };

  #tap(frame: Frame, text: string): void {
    const { tap } = this.#options;
    if (tap === undefined) {
      return;
    }
    const waiting = frame.kind === "result" ? this.#window.peek(frame.transaction, frame.operation) : undefined;
    tap(tapFrame("in", frame, text, waiting?.label));
  }

  #dispatch(frame: Frame): void {
    if (frame.kind === "result") {
      return this.#settle(frame);
    }
    if (isAlert(frame.operation)) {
      return this.respond(frame, alertAnswer);
    }
    this.#options.onOperation(frame);
  }

  #settle({ transaction, operation: operationType, fields }: Frame): void {
    const settled = this.#window.settle(transaction, operationType);
    const result = readResult(operationType, fields);
    if (settled === undefined) {
      return;
    }
    const { entry, isLate } = settled;
    if (result === undefined) {
      const reason = `operation ${twoDigits(operationType)} got neither A nor N`;
      return isLate ? undefined : entry.callback({ kind: "malformed", reason });
    }
    return isLate ? entry.onLate?.(result) : entry.callback({ kind: "result", result });
  }

  #expire(nowMs: number): string | undefined {
    for (const { callback } of this.#window.takeExpired(nowMs)) {
      callback({ kind: "timeout" });
    }
    const { abandoned } = this.#window;
    return abandoned >= abandonedLimit ? `${abandoned} operations were never answered` : undefined;
  }

  /** Whether an alert went out. With every number taken, the results due for those tell whether the peer is there. */
  #alert(): boolean {
    const { alertFields } = this.#options;
    // The transport decides how long this one may take, so that a late answer is never mistaken for a missing one.
    const settled = (outcome: RequestOutcome): void => {
      if (outcome.kind !== "closed") {
        this.#transport.confirmed();
      }
    };
    return (
      alertFields !== undefined &&
      this.request(operation.alert, alertFields, settled, { timeoutMs: Number.POSITIVE_INFINITY }) === undefined
    );
  }

  #closeAll(reason: CloseReason): void {
    for (const { callback } of this.#window.takeAll()) {
      callback({ kind: "closed", reason });
    }
  }
}
