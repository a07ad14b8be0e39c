/** What came of an attempt. done: the peer took it, or refused it for good. later: it refused it for now. lost: no answer. */
export type Verdict = "done" | "later" | "lost";

/** A message on its way to whoever is bound. */
export interface Delivery<Content> {
  content: Content;
  /** The peer took it, or refused it for good. Once. */
  onDone: () => void;
}

export interface MailboxOptions<Session, Content> {
  /** Messages that may wait for their answer at one session. */
  windowSize: number;
  /** Whether the session would take one more now. */
  hasRoom: (session: Session) => boolean;
  /** Sends it; `onVerdict` tells the rest. False where the protocol cannot say it: then nothing was sent. */
  send: (session: Session, content: Content, onVerdict: (verdict: Verdict) => void) => boolean;
  /** It was sent; it may be a repetition. */
  onSent: () => void;
  /** Tries again later what a peer refused for now. */
  onRefused: (delivery: Delivery<Content>) => void;
}

interface Receiver<Session> {
  session: Session;
  inFlight: number;
}

/**
 * The messages for one system_id: each goes to one of its sessions, in turn, again and again until acknowledged. While there
 * is none they wait.
 */
export class Mailbox<Session, Content> {
  readonly #options: MailboxOptions<Session, Content>;
  readonly #receivers: Receiver<Session>[] = [];
  #turn = 0;
  /** A queue: what is before `#head` has been sent. */
  #waiting: Delivery<Content>[] = [];
  #head = 0;

  constructor(options: MailboxOptions<Session, Content>) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.length - this.#head;
  }

  get hasReceivers(): boolean {
    return this.#receivers.length > 0;
  }

  deliver(delivery: Delivery<Content>): void {
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

  #nextReceiver(): Receiver<Session> | undefined {
    const { windowSize, hasRoom } = this.#options;
    for (let tried = 0; tried < this.#receivers.length; tried++) {
      const receiver = this.#receivers[this.#turn++ % this.#receivers.length];
      if (receiver !== undefined && receiver.inFlight < windowSize && hasRoom(receiver.session)) {
        return receiver;
      }
    }
    return undefined;
  }

  #send(receiver: Receiver<Session>, delivery: Delivery<Content>): void {
    receiver.inFlight++;
    const onVerdict = (verdict: Verdict): void => {
      receiver.inFlight--;
      this.#settle(delivery, verdict);
      this.pump();
    };
    if (this.#options.send(receiver.session, delivery.content, onVerdict)) {
      this.#options.onSent();
    } else {
      receiver.inFlight--;
      delivery.onDone();
    }
  }

  #settle(delivery: Delivery<Content>, verdict: Verdict): void {
    switch (verdict) {
      case "done":
        return delivery.onDone();
      case "later":
        return this.#options.onRefused(delivery);
      case "lost":
        this.#waiting.push(delivery);
        return;
    }
  }
}
