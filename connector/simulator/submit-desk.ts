import type { MessageState } from "../smpp/constants.ts";
import { commandStatus, registeredDelivery, tlvTag } from "../smpp/constants.ts";
import type { SubmitSm } from "../smpp/pdu.ts";
import { findTlv } from "../smpp/pdu.ts";
import { Attempts } from "./attempts.ts";
import type { Connection } from "./connection.ts";
import type { Faults } from "./faults.ts";
import type { Delivery } from "./mailbox.ts";
import { firstNumber, responseId } from "./message-id.ts";
import type { Outcome, Reaction } from "./outcomes.ts";
import { outcomeFor, outcomeNamed } from "./outcomes.ts";
import type { ReceiptForm } from "./receipt.ts";
import { receiptOf } from "./receipt.ts";
import type { Schedule } from "./schedule.ts";
import { SubmitAnswers } from "./submit-answers.ts";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";

export interface SubmitDeskOptions {
  store: SubmitStore;
  schedule: Schedule;
  faults: Faults;
  receiptDelayMs: number;
  receiptForm: ReceiptForm;
  now: () => number;
  deliver: (systemId: string, delivery: Delivery) => void;
}

/** A submit that was decided on and is acted on when it is stored. */
interface Decision {
  connection: Connection;
  sequence: number;
  submit: SubmitRecord;
  outcome: Outcome;
  reaction: Reaction | undefined;
}

/**
 * Takes submit_sm: decides by the destination, stores all that came in one turn of the event loop in one transaction, then
 * answers them and sets their receipts on the way.
 */
export class SubmitDesk {
  readonly #options: SubmitDeskOptions;
  readonly #attempts = new Attempts();
  readonly #answers: SubmitAnswers;
  readonly #settle = (): void => this.#settleTurn();
  #decisions: Decision[] = [];
  #settleScheduled = false;
  #nextNumber: number;
  #accepted = 0;
  #refused = 0;
  #unanswered = 0;
  #receiptsAcknowledged = 0;

  constructor(options: SubmitDeskOptions) {
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

  take(connection: Connection, systemId: string, pdu: SubmitSm): void {
    const outcome = outcomeFor(pdu.destinationAddr);
    const body = bodyOf(pdu);
    const about = { systemId, source: pdu.sourceAddr, destination: pdu.destinationAddr, body };
    const fault = faultReaction(this.#options.faults);
    const reaction = fault ?? (pdu.destinationAddr === "" ? noDestination : this.#attempts.next(outcome, about));
    const number = this.#nextNumber++;
    const accepted = reaction === undefined || reaction.kind === "withhold";
    const submit: SubmitRecord = {
      ...about,
      number,
      carrierMessageId: accepted ? responseId(number, outcome.idForm) : null,
      sourceTon: pdu.sourceAddrTon,
      sourceNpi: pdu.sourceAddrNpi,
      destinationTon: pdu.destAddrTon,
      destinationNpi: pdu.destAddrNpi,
      esmClass: pdu.esmClass,
      dataCoding: pdu.dataCoding,
      registeredDelivery: pdu.registeredDelivery,
      commandStatus: statusOf(reaction),
      outcome: outcome.name,
      atMs: this.#options.now(),
    };
    this.#options.store.record(submit);
    if (accepted && receiptsOf(submit, outcome).length > 0) {
      this.#options.store.expectReceipts(number);
    }
    this.#decisions.push({ connection, sequence: pdu.sequence, submit, outcome, reaction });
    this.#scheduleSettle();
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
      touched.add(decision.connection);
    }
    for (const { session } of touched) {
      session.flush();
    }
  }

  #act({ connection, sequence, submit, outcome, reaction }: Decision): void {
    switch (reaction?.kind) {
      case "refuse":
        this.#refused++;
        return this.#answers.answer(connection, sequence, reaction.commandStatus, "");
      case "ignore":
        this.#unanswered++;
        return;
      case "disconnect":
        this.#unanswered++;
        return connection.session.close();
      case "withhold":
        this.#unanswered++;
        return this.#scheduleReceipts(submit, outcome);
      case undefined:
        this.#accepted++;
        if (outcome.receiptFirst === true) {
          this.#scheduleReceipts(submit, outcome);
        }
        this.#answers.answer(
          connection,
          sequence,
          commandStatus.ESME_ROK,
          submit.carrierMessageId ?? "",
          outcome.responseDelayMs,
        );
        if (outcome.receiptFirst !== true) {
          this.#scheduleReceipts(submit, outcome);
        }
        return;
    }
  }

  #scheduleReceipts(submit: SubmitRecord, outcome: Outcome): void {
    const states = receiptsOf(submit, outcome);
    const { schedule, store, receiptDelayMs, now } = this.#options;
    let left = states.length;
    const onDone = (): void => {
      this.#receiptsAcknowledged++;
      if (--left === 0) {
        store.receiptsDone(submit.number);
        this.#scheduleSettle();
      }
    };
    const sinceMs = now() - submit.atMs;
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

  #deliver(submit: SubmitRecord, state: MessageState, onDone: () => void): void {
    const { deliver, receiptForm, now } = this.#options;
    const doneMs = now();
    deliver(submit.systemId, { message: () => receiptOf(submit, state, receiptForm, doneMs), onDone });
  }
}

const noBody = new Uint8Array();
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

/** A copy: the PDU's body is a view that would keep a whole chunk of the socket's alive. */
function bodyOf(pdu: SubmitSm): Uint8Array {
  const body = pdu.shortMessage.length > 0 ? pdu.shortMessage : findTlv(pdu.tlvs, tlvTag.message_payload);
  return body === undefined ? noBody : Buffer.from(body);
}

/** The receipts the ESME asked for in registered_delivery, SMPP 3.4 §5.2.17. */
function receiptsOf({ registeredDelivery: asked }: SubmitRecord, outcome: Outcome): readonly MessageState[] {
  switch (asked & registeredDelivery.receiptMask) {
    case registeredDelivery.none:
      return [];
    case registeredDelivery.failure:
      return outcome.receipts.filter((state) => state !== "delivered");
    case registeredDelivery.success:
      return outcome.receipts.filter((state) => state === "delivered");
    default:
      return outcome.receipts;
  }
}
