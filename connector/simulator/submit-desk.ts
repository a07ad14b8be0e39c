import type { MessageState } from "../smpp/constants.ts";
import { commandStatus } from "../smpp/constants.ts";
import { Attempts } from "./attempts.ts";
import type { Connection } from "./connection.ts";
import type { Faults } from "./faults.ts";
import type { Delivery } from "./mailbox.ts";
import { firstNumber } from "./message-id.ts";
import type { Outcome, Reaction } from "./outcomes.ts";
import { outcomeFor, outcomeNamed } from "./outcomes.ts";
import type { Schedule } from "./schedule.ts";
import { SubmitAnswers } from "./submit-answers.ts";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";

/** A submit as a protocol reads it. */
export type Submitted = Omit<SubmitRecord, "number" | "carrierMessageId" | "commandStatus" | "outcome" | "atMs">;

/** What a submit is answered over: the connection, and what the protocol needs to name the submit. */
export interface Ticket {
  connection: Connection;
}

/** How a protocol says what the desk decides. */
export interface SubmitProtocol<Asked extends Ticket, Content> {
  /** The id of an accepted message; no two share one. */
  carrierMessageId: (number: number, submit: Submitted, outcome: Outcome) => string;
  /** `carrierMessageId` is empty where the status is not ESME_ROK. */
  answer: (ticket: Asked, status: number, carrierMessageId: string) => void;
  /** Whether who submitted asked to be told of this state. */
  isWanted: (submit: Submitted, state: MessageState) => boolean;
  /** What tells of `state`. */
  receipt: (submit: SubmitRecord, state: MessageState, doneMs: number) => Content;
}

export interface SubmitDeskOptions<Asked extends Ticket, Content> {
  protocol: SubmitProtocol<Asked, Content>;
  store: SubmitStore;
  schedule: Schedule;
  faults: Faults;
  receiptDelayMs: number;
  /** Epoch milliseconds. */
  now: () => number;
  deliver: (systemId: string, delivery: Delivery<Content>) => void;
  /** Whether as many messages wait for their receivers as there may. */
  isFull: () => boolean;
}

/** A submit that was decided on and is acted on when it is stored. */
interface Decision<Asked extends Ticket> {
  ticket: Asked;
  submit: SubmitRecord;
  outcome: Outcome;
  reaction: Reaction | undefined;
}

/**
 * Takes submits: decides by the destination, stores all that came in one turn of the event loop in one transaction, then
 * answers them and sets their receipts on the way.
 */
export class SubmitDesk<Asked extends Ticket, Content> {
  readonly #options: SubmitDeskOptions<Asked, Content>;
  readonly #attempts = new Attempts();
  readonly #answers: SubmitAnswers;
  readonly #settle = (): void => this.#settleTurn();
  #decisions: Decision<Asked>[] = [];
  #settleScheduled = false;
  #nextNumber: number;
  #accepted = 0;
  #refused = 0;
  #unanswered = 0;
  #receiptsAcknowledged = 0;

  constructor(options: SubmitDeskOptions<Asked, Content>) {
    this.#options = options;
    this.#answers = new SubmitAnswers(options.faults, options.schedule);
    // A thousand numbers a millisecond keep ids ascending over restarts of a simulator that remembers nothing.
    this.#nextNumber = Math.max(firstNumber, options.store.lastNumber() + 1, Math.floor(options.now()) * 1_000);
  }

  get counts() {
    return {
      submits: this.#accepted + this.#refused + this.#unanswered,
      accepted: this.#accepted,
      refused: this.#refused,
      unanswered: this.#unanswered,
      receiptsAcknowledged: this.#receiptsAcknowledged,
    };
  }

  /** Sends again what was outstanding when the store was opened. */
  resume(): void {
    for (const submit of this.#options.store.outstanding()) {
      this.#scheduleReceipts(submit, outcomeNamed(submit.outcome));
    }
  }

  take(ticket: Asked, submitted: Submitted): void {
    const { protocol, store, now } = this.#options;
    const outcome = outcomeFor(submitted.destination);
    const reaction = this.#reactionTo(submitted, outcome);
    const number = this.#nextNumber++;
    const accepted = reaction === undefined || reaction.kind === "withhold";
    const submit: SubmitRecord = {
      ...submitted,
      number,
      carrierMessageId: accepted ? protocol.carrierMessageId(number, submitted, outcome) : null,
      commandStatus: statusOf(reaction),
      outcome: outcome.name,
      atMs: now(),
    };
    store.record(submit);
    if (accepted && this.#receiptsOf(submit, outcome).length > 0) {
      store.expectReceipts(number);
    }
    this.#decisions.push({ ticket, submit, outcome, reaction });
    this.#scheduleSettle();
  }

  #reactionTo(submitted: Submitted, outcome: Outcome): Reaction | undefined {
    const { faults, isFull } = this.#options;
    if (isFull()) {
      return { kind: "refuse", commandStatus: commandStatus.ESME_RMSGQFUL };
    }
    return (
      faultReaction(faults) ?? (submitted.destination === "" ? noDestination : this.#attempts.next(outcome, submitted))
    );
  }

  #scheduleSettle(): void {
    if (!this.#settleScheduled) {
      this.#settleScheduled = true;
      setImmediate(this.#settle);
    }
  }

  #settleTurn(): void {
    this.#settleScheduled = false;
    const decisions = this.#decisions;
    this.#decisions = [];
    this.#options.store.commit();
    const touched = new Set<Connection>();
    for (const decision of decisions) {
      this.#act(decision);
      touched.add(decision.ticket.connection);
    }
    for (const { session } of touched) {
      session.flush();
    }
  }

  #act({ ticket, submit, outcome, reaction }: Decision<Asked>): void {
    const { protocol } = this.#options;
    switch (reaction?.kind) {
      case "refuse": {
        const { commandStatus: status } = reaction;
        this.#refused++;
        return this.#answers.give(() => protocol.answer(ticket, status, ""));
      }
      case "ignore":
        this.#unanswered++;
        return;
      case "disconnect":
        this.#unanswered++;
        return ticket.connection.session.close();
      case "withhold":
        this.#unanswered++;
        return this.#scheduleReceipts(submit, outcome);
      case undefined: {
        this.#accepted++;
        if (outcome.receiptFirst === true) {
          this.#scheduleReceipts(submit, outcome);
        }
        const accept = (): void => protocol.answer(ticket, commandStatus.ESME_ROK, submit.carrierMessageId ?? "");
        this.#answers.give(accept, outcome.responseDelayMs);
        if (outcome.receiptFirst !== true) {
          this.#scheduleReceipts(submit, outcome);
        }
        return;
      }
    }
  }

  #scheduleReceipts(submit: SubmitRecord, outcome: Outcome): void {
    const states = this.#receiptsOf(submit, outcome);
    const { schedule, store, receiptDelayMs, now } = this.#options;
    let left = states.length;
    const onDone = (): void => {
      this.#receiptsAcknowledged++;
      if (--left === 0) {
        store.receiptsDone(submit.number);
        this.#scheduleSettle();
      }
    };
    // Where the clock was put back meanwhile nobody waits for it to come there again.
    const sinceMs = Math.max(0, now() - submit.atMs);
    for (const [index, state] of states.entries()) {
      const delayMs = outcome.receiptFirst === true ? 0 : (index + 1) * receiptDelayMs - sinceMs;
      const send = (): void => this.#deliver(submit, state, onDone);
      if (delayMs <= 0) {
        send();
      } else {
        schedule.after(delayMs, send);
      }
    }
  }

  #receiptsOf(submit: Submitted, { receipts }: Outcome): readonly MessageState[] {
    return receipts.filter((state) => this.#options.protocol.isWanted(submit, state));
  }

  #deliver(submit: SubmitRecord, state: MessageState, onDone: () => void): void {
    const { deliver, protocol, now } = this.#options;
    deliver(submit.systemId, { content: protocol.receipt(submit, state, now()), onDone });
  }
}

const noDestination: Reaction = { kind: "refuse", commandStatus: commandStatus.ESME_RINVDSTADR };

/** What befalls every submit while a fault is in force. */
function faultReaction(faults: Faults): Reaction | undefined {
  if (faults.is("throttle")) {
    return { kind: "refuse", commandStatus: commandStatus.ESME_RTHROTTLED };
  }
  if (faults.is("not_bound")) {
    return { kind: "refuse", commandStatus: commandStatus.ESME_RINVBNDSTS };
  }
  return faults.is("no_response") ? { kind: "ignore" } : undefined;
}

function statusOf(reaction: Reaction | undefined): number | null {
  if (reaction === undefined) {
    return commandStatus.ESME_ROK;
  }
  return reaction.kind === "refuse" ? reaction.commandStatus : null;
}
