import type { RequestOutcome, Session } from "../../ucp/session.ts";

/** An operation on its way to whoever is logged in. */
export interface Delivery {
  operation: number;
  fields: readonly string[];
  /** The peer took it, or refused it for good. Once. */
  onDone: () => void;
}

export interface MailboxOptions {
  /** Operations that may wait for their result at one session. */
  windowSize: number;
  /** Tries again later what a peer refused for now. */
  later: (retry: () => void) => void;
  /** An operation was written; it may be a repetition. */
  onSent: () => void;
}

interface Receiver {
  session: Session;
  inFlight: number;
}

/** Error code with which a peer asks for the operation again later. */
const notAllowed = 4;

/**
 * The operations for one login: each goes to one of its sessions, in turn, again and again until acknowledged. While there is
 * no session they wait.
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
      if (receiver !== undefined && receiver.inFlight < this.#options.windowSize && hasRoom(receiver.session)) {
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
    const error = receiver.session.request(delivery.operation, delivery.fields, onOutcome);
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
    } else if (outcome.kind === "result" && (outcome.result.ok || outcome.result.errorCode !== notAllowed)) {
      delivery.onDone();
    } else {
      this.#options.later(() => this.deliver(delivery));
    }
  }
}

function hasRoom(session: Session): boolean {
  return session.isOpen && !session.congested && session.freeNumbers > 0;
}
