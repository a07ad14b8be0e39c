import { commandStatus } from "../smpp/constants.ts";
import type { SubmitSmFields } from "../smpp/pdu.ts";
import type { RequestOutcome } from "../smpp/requests.ts";
import type { Session } from "../smpp/session.ts";

/** A deliver_sm on its way to whoever is bound. */
export interface Delivery {
  /** Called for each attempt. */
  message: () => SubmitSmFields;
  /** The peer took it, or refused it for good. Once. */
  onDone: () => void;
}

export interface MailboxOptions {
  /** deliver_sm that may wait for their response at one session. */
  windowSize: number;
  /** Tries again later what a peer refused for now. */
  later: (retry: () => void) => void;
  /** A deliver_sm was written; it may be a repetition. */
  onSent: () => void;
}

interface Receiver {
  session: Session;
  inFlight: number;
}

/**
 * The deliver_sm of one system_id: each goes to one of its bound receivers, in turn, again and again until acknowledged.
 * While none is bound they wait.
 */
export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #receivers: Receiver[] = [];
  #turn = 0;
  /** A queue: what is before `#head` has been sent. */
  #waiting: Delivery[] = [];
  #head = 0;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.length - this.#head;
  }

  deliver(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.pump();
  }

  attach(session: Session): void {
    this.#receivers.push({ session, inFlight: 0 });
    this.pump();
  }

  detach(session: Session): void {
    const index = this.#receivers.findIndex((receiver) => receiver.session === session);
    if (index !== -1) {
      this.#receivers.splice(index, 1);
    }
  }

  /** Sends as much as the receivers have room for. */
  pump(): void {
    while (this.#head < this.#waiting.length) {
      const receiver = this.#nextReceiver();
      const delivery = this.#waiting[this.#head];
      if (receiver === undefined || delivery === undefined) {
        break;
      }
      this.#head++;
      this.#send(receiver, delivery);
    }
    if (this.#head === this.#waiting.length) {
      this.#waiting = [];
      this.#head = 0;
    } else if (this.#head > 10_000) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  #nextReceiver(): Receiver | undefined {
    for (let tried = 0; tried < this.#receivers.length; tried++) {
      const receiver = this.#receivers[this.#turn++ % this.#receivers.length];
      if (
        receiver !== undefined &&
        receiver.inFlight < this.#options.windowSize &&
        receiver.session.isOpen &&
        !receiver.session.congested
      ) {
        return receiver;
      }
    }
    return undefined;
  }

  #send(receiver: Receiver, delivery: Delivery): void {
    receiver.inFlight++;
    const onOutcome = (outcome: RequestOutcome): void => {
      receiver.inFlight--;
      this.#settle(delivery, outcome);
      this.pump();
    };
    const error = receiver.session.request({ ...delivery.message(), command: "deliver_sm" }, onOutcome);
    if (error === undefined) {
      this.#options.onSent();
    } else {
      receiver.inFlight--;
      delivery.onDone();
    }
  }

  #settle(delivery: Delivery, outcome: RequestOutcome): void {
    if (outcome.kind === "closed") {
      this.#waiting.push(delivery);
      return;
    }
    switch (outcome.kind === "response" ? outcome.pdu.commandStatus : undefined) {
      case commandStatus.ESME_ROK:
      case commandStatus.ESME_RX_P_APPN:
      case commandStatus.ESME_RX_R_APPN:
        delivery.onDone();
        return;
      default:
        this.#options.later(() => this.deliver(delivery));
    }
  }
}
