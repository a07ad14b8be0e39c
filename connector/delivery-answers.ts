import { commandStatus } from "./smpp/constants.ts";

/** A deliver_sm whose content is on its way to the edge. */
export interface PendingDelivery {
  bindId: string;
  /** What a redelivery has in common with it, see `deliveryKey`. */
  readonly key: string;
  /** Answers the deliver_sm; undefined once the carrier has reason to send it again. */
  respond: ((commandStatus: number) => void) | undefined;
  /** When it came, or when it was given up; ms of a clock that never jumps. */
  sinceMs: number;
  stored: boolean;
}

export interface DeliveryAnswersOptions {
  monotonicMs: () => number;
  /** How long a deliver_sm may wait for the edge before the carrier is told to send it again later. */
  answerWithinMs: number;
  /** How long a redelivery is recognised. */
  rememberMs: number;
}

/**
 * Answers deliver_sm: ESME_ROK when the edge has stored the content, and ESME_RX_T_APPN when that takes too long. What the
 * carrier sends again for that, or because its session died before the answer, joins the report that has it already, so
 * the edge sees it once. One redelivery is taken for each that was given up: a handset may well send the same text twice.
 */
export class DeliveryAnswers {
  readonly #options: DeliveryAnswersOptions;
  /** Waiting for the edge, oldest first. */
  readonly #waiting = new Set<PendingDelivery>();
  /** Given up and not redelivered yet, oldest first. */
  readonly #givenUp = new Map<string, PendingDelivery[]>();

  constructor(options: DeliveryAnswersOptions) {
    this.#options = options;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** Takes a redelivery: true when its content is with the edge or on the way there, and its answer is seen to. */
  rejoin(bindId: string, key: string, respond: (commandStatus: number) => void): boolean {
    const alike = this.#givenUp.get(key);
    const delivery = alike?.shift();
    if (alike === undefined || delivery === undefined) {
      return false;
    }
    if (alike.length === 0) {
      this.#givenUp.delete(key);
    }
    if (delivery.stored) {
      respond(commandStatus.ESME_ROK);
    } else {
      delivery.bindId = bindId;
      delivery.respond = respond;
      delivery.sinceMs = this.#options.monotonicMs();
      this.#waiting.add(delivery);
    }
    return true;
  }

  /** A deliver_sm that is to be reported; `stored` answers it. */
  open(bindId: string, key: string, respond: (commandStatus: number) => void): PendingDelivery {
    const delivery = { bindId, key, respond, sinceMs: this.#options.monotonicMs(), stored: false };
    this.#waiting.add(delivery);
    return delivery;
  }

  /** The edge has the content. */
  stored(delivery: PendingDelivery): void {
    delivery.stored = true;
    if (this.#waiting.delete(delivery)) {
      delivery.respond?.(commandStatus.ESME_ROK);
    }
  }

  /** Gives up those that have waited too long, and forgets what no longer comes again. Returns how many were given up. */
  sweep(): number {
    const nowMs = this.#options.monotonicMs();
    const late = [...this.#waiting].filter(({ sinceMs }) => nowMs - sinceMs >= this.#options.answerWithinMs);
    this.#giveUp(late);
    for (const [key, alike] of this.#givenUp) {
      const recent = alike.filter(({ sinceMs }) => nowMs - sinceMs < this.#options.rememberMs);
      if (recent.length === 0) {
        this.#givenUp.delete(key);
      } else if (recent.length < alike.length) {
        this.#givenUp.set(key, recent);
      }
    }
    return late.length;
  }

  /** Gives up all of them. Returns how many. */
  giveUpAll(): number {
    const all = [...this.#waiting];
    this.#giveUp(all);
    return all.length;
  }

  /** The session of a bind is gone, and with it the way to answer what came over it. */
  sessionLost(bindId: string): void {
    this.#giveUp([...this.#waiting].filter((delivery) => delivery.bindId === bindId));
  }

  #giveUp(deliveries: readonly PendingDelivery[]): void {
    const nowMs = this.#options.monotonicMs();
    for (const delivery of deliveries) {
      this.#waiting.delete(delivery);
      delivery.respond?.(commandStatus.ESME_RX_T_APPN);
      delivery.respond = undefined;
      delivery.sinceMs = nowMs;
      const alike = this.#givenUp.get(delivery.key);
      if (alike === undefined) {
        this.#givenUp.set(delivery.key, [delivery]);
      } else {
        alike.push(delivery);
      }
    }
  }
}
