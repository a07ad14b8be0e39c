import { redactAddress } from "../src/sms/redact-address.ts";
import type { Arrival } from "./carrier-bind.ts";
import { DeliveryAnswers } from "./delivery-answers.ts";
import type { Log } from "./log.ts";
import type { ReportLog } from "./report-log.ts";
import { commandStatus } from "./smpp/constants.ts";
import type { CarrierTiming } from "./timing.ts";

export interface DeliveryDeskOptions {
  carrierId: string;
  reports: ReportLog;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  log: Log;
  timing: Pick<CarrierTiming, "unacknowledgedLimit" | "answerWithinMs" | "rememberDeliveryMs">;
}

/** Turns what carriers deliver into reports, and answers each when the edge has stored it. */
export class DeliveryDesk {
  readonly #options: DeliveryDeskOptions;
  readonly #answers: DeliveryAnswers;
  #closed = false;
  #refused = 0;

  constructor(options: DeliveryDeskOptions) {
    const { monotonicMs, timing } = options;
    this.#options = options;
    this.#answers = new DeliveryAnswers({
      monotonicMs,
      answerWithinMs: timing.answerWithinMs,
      rememberMs: timing.rememberDeliveryMs,
    });
  }

  get waitingCount(): number {
    return this.#answers.waitingCount;
  }

  take(bindId: string, arrival: Arrival, respond: (commandStatus: number) => void): void {
    const { carrierId, reports, now, log, timing } = this.#options;
    const { key } = arrival;
    if (this.#answers.rejoin(bindId, key, respond)) {
      return;
    }
    if (this.#closed || reports.unacknowledgedItems >= timing.unacknowledgedLimit) {
      this.#refused++;
      return respond(commandStatus.ESME_RX_T_APPN);
    }
    const delivery = arrival.read(bindId, now());
    if (delivery.kind === "unreadable") {
      log("deliver.unreadable", {
        carrierId,
        bindId,
        reason: delivery.reason,
        from: redactAddress(arrival.sender),
      });
      return respond(commandStatus.ESME_RX_P_APPN);
    }
    const pending = this.#answers.open(bindId, key, respond);
    const onStored = (): void => this.#answers.stored(pending);
    if (delivery.kind === "receipt") {
      reports.addReceipt(delivery.receipt, onStored);
    } else {
      reports.addInbound(delivery.inbound, onStored);
    }
  }

  /** To be called now and then: tells carriers to send later what has waited too long. */
  sweep(): void {
    this.#refused += this.#answers.sweep();
    if (this.#refused > 0) {
      this.#options.log("deliver.refused", { carrierId: this.#options.carrierId, count: this.#refused });
      this.#refused = 0;
    }
  }

  sessionLost(bindId: string): void {
    this.#answers.sessionLost(bindId);
  }

  /** Takes nothing new; what waits is answered as before. */
  close(): void {
    this.#closed = true;
  }

  /** Tells the carriers to send later what waits. */
  giveUpAll(): void {
    this.#refused += this.#answers.giveUpAll();
  }
}
