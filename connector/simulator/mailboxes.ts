import type { Delivery, MailboxOptions } from "./mailbox.ts";
import { Mailbox } from "./mailbox.ts";

export interface MailboxesOptions<Session, Content> extends Pick<
  MailboxOptions<Session, Content>,
  "windowSize" | "hasRoom" | "send"
> {
  /** Runs `retry` when a peer may be asked again for what it refused for now. */
  later: (retry: () => void) => void;
}

/** The mailbox every session takes from, whatever its system_id. */
const anybody = "";

/** Mailboxes of system_ids that have no session; the oldest is given up with what waits in it. */
const mostAway = 1_000;

/** Messages that may wait; then the SMSC takes no more submits. */
const mostWaiting = 250_000;

/** The mailboxes by system_id. One that is empty and has no session is no longer there. */
export class Mailboxes<Session, Content> {
  readonly #options: MailboxesOptions<Session, Content>;
  readonly #mailboxes = new Map<string, Mailbox<Session, Content>>();
  #sent = 0;

  constructor(options: MailboxesOptions<Session, Content>) {
    this.#options = options;
  }

  /** Messages sent so far, repetitions included. */
  get sent(): number {
    return this.#sent;
  }

  /** Messages that no session has taken yet. */
  get waiting(): number {
    let waiting = 0;
    for (const mailbox of this.#mailboxes.values()) {
      waiting += mailbox.waiting;
    }
    return waiting;
  }

  get isFull(): boolean {
    return this.waiting >= mostWaiting;
  }

  /** How many mailboxes there are. */
  get size(): number {
    return this.#mailboxes.size;
  }

  /** Sends it to a session of this system_id, or of any when undefined, until it is acknowledged. */
  deliver(systemId: string | undefined, delivery: Delivery<Content>): void {
    const mailbox = this.#open(systemId ?? anybody);
    this.#giveUpOldest();
    mailbox.deliver(delivery);
  }

  /** The session takes what is for its system_id and what is for anybody. */
  attach(systemId: string, session: Session): void {
    for (const name of [systemId, anybody]) {
      this.#open(name).attach(session);
    }
  }

  detach(systemId: string, session: Session): void {
    for (const name of [systemId, anybody]) {
      const mailbox = this.#mailboxes.get(name);
      mailbox?.detach(session);
      mailbox?.pump();
      if (mailbox?.hasReceivers === false && mailbox.waiting === 0) {
        this.#mailboxes.delete(name);
      }
    }
  }

  /** To be called when a session of this system_id has room again. */
  pump(systemId: string | undefined): void {
    for (const name of [systemId ?? anybody, anybody]) {
      this.#mailboxes.get(name)?.pump();
    }
  }

  #open(name: string): Mailbox<Session, Content> {
    const known = this.#mailboxes.get(name);
    if (known !== undefined) {
      return known;
    }
    const { later, ...options } = this.#options;
    const mailbox = new Mailbox<Session, Content>({
      ...options,
      onSent: () => {
        this.#sent++;
      },
      // By name: this mailbox may be gone by then.
      onRefused: (delivery) => later(() => this.deliver(name, delivery)),
    });
    this.#mailboxes.set(name, mailbox);
    return mailbox;
  }

  #giveUpOldest(): void {
    if (this.#mailboxes.size <= mostAway) {
      return;
    }
    const away = [...this.#mailboxes].filter(([name, { hasReceivers }]) => name !== anybody && !hasReceivers);
    const [oldest] = away;
    if (oldest !== undefined && away.length > mostAway) {
      this.#mailboxes.delete(oldest[0]);
    }
  }
}
