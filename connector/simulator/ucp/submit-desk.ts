import { commandStatus, esmClass, registeredDelivery } from "../../smpp/constants.ts";
import { bareRecipient, readOriginator } from "../../ucp/addresses.ts";
import { readBody } from "../../ucp/body.ts";
import type { Frame } from "../../ucp/frame.ts";
import type { MessageFields } from "../../ucp/fields.ts";
import { readFields } from "../../ucp/fields.ts";
import type { Session } from "../../ucp/session.ts";
import { messageId } from "../../ucp/submit.ts";
import { Attempts } from "../attempts.ts";
import { firstNumber } from "../message-id.ts";
import type { Outcome, Reaction } from "../outcomes.ts";
import { outcomeFor } from "../outcomes.ts";
import type { Schedule } from "../schedule.ts";
import type { SubmitRecord, SubmitStore } from "../submit-store.ts";
import type { Delivery } from "./mailbox.ts";
import { isWanted, notificationOperation } from "./operations.ts";
import { Timestamps } from "./timestamps.ts";

export interface UcpSubmitDeskOptions {
  store: SubmitStore;
  schedule: Schedule;
  receiptDelayMs: number;
  /** Epoch milliseconds. */
  now: () => number;
  deliver: (systemId: string, delivery: Delivery) => void;
}

interface Taken {
  session: Session;
  frame: Frame;
  systemId: string;
  fields: MessageFields;
  timestamp: string;
  outcome: Outcome;
}

const syntaxError = 2;

/** Takes submits (operation 51): decides by the recipient, as for SMPP, answers, and sets their notifications on the way. */
export class UcpSubmitDesk {
  readonly #options: UcpSubmitDeskOptions;
  readonly #attempts = new Attempts();
  readonly #timestamps: Timestamps;
  #nextNumber = firstNumber;
  #accepted = 0;
  #refused = 0;
  #unanswered = 0;
  #receiptsAcknowledged = 0;

  constructor(options: UcpSubmitDeskOptions) {
    this.#options = options;
    this.#timestamps = new Timestamps(options.now);
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

  take(session: Session, systemId: string, frame: Frame): void {
    const fields = readFields(51, frame.fields);
    const body = fields === undefined ? "fields are missing" : readBody(fields);
    if (fields === undefined || typeof body === "string") {
      const systemMessage = typeof body === "string" ? body : "";
      return session.respond(frame, { ok: false, errorCode: syntaxError, systemMessage });
    }
    const destination = bareRecipient(fields.adc);
    const outcome = outcomeFor(destination);
    const about = {
      systemId,
      source: readOriginator(fields),
      destination,
      body: Buffer.concat([body.userDataHeader, body.data]),
    };
    const reaction = destination === "" ? noDestination : this.#attempts.next(outcome, about);
    const accepted = reaction === undefined || reaction.kind === "withhold";
    const timestamp = accepted ? this.#timestamps.next(destination) : "";
    const submit: SubmitRecord = {
      ...about,
      number: this.#nextNumber++,
      carrierMessageId: accepted ? messageId(destination, timestamp) : null,
      sourceTon: 0,
      sourceNpi: 0,
      destinationTon: 0,
      destinationNpi: 0,
      esmClass: body.userDataHeader.length > 0 ? esmClass.userDataHeader : esmClass.default,
      dataCoding: body.dataCoding,
      registeredDelivery: fields.nrq === "1" ? registeredDelivery.final : registeredDelivery.none,
      commandStatus: reaction === undefined ? 0 : reaction.kind === "refuse" ? reaction.commandStatus : null,
      outcome: outcome.name,
      atMs: this.#options.now(),
    };
    this.#options.store.record(submit);
    this.#act({ session, frame, systemId, fields, timestamp, outcome }, reaction);
  }

  #act(taken: Taken, reaction: Reaction | undefined): void {
    const { session, frame, outcome } = taken;
    switch (reaction?.kind) {
      case "refuse":
        this.#refused++;
        return session.respond(frame, { ok: false, ...refusalOf(reaction.commandStatus) });
      case "ignore":
        this.#unanswered++;
        return;
      case "disconnect":
        this.#unanswered++;
        return session.close();
      case "withhold":
        this.#unanswered++;
        return this.#notify(taken);
      case undefined:
        this.#accepted++;
        if (outcome.receiptFirst === true) {
          this.#notify(taken);
        }
        if (outcome.responseDelayMs === undefined) {
          this.#accept(taken);
        } else {
          this.#options.schedule.after(outcome.responseDelayMs, () => this.#accept(taken));
        }
        if (outcome.receiptFirst !== true) {
          this.#notify(taken);
        }
        return;
    }
  }

  /** AdC goes back as it came; notifications write it in another way, as real centres do. */
  #accept({ session, frame, fields, timestamp }: Taken): void {
    session.respond(frame, { ok: true, systemMessage: `${fields.adc}:${timestamp}` });
  }

  #notify({ systemId, fields, timestamp, outcome }: Taken): void {
    const { schedule, receiptDelayMs, now, deliver } = this.#options;
    const message = { sender: systemId, recipient: bareRecipient(fields.adc), timestamp };
    const onDone = (): void => {
      this.#receiptsAcknowledged++;
    };
    for (const [index, state] of outcome.receipts.filter((state) => isWanted(fields, state)).entries()) {
      const send = (): void => deliver(systemId, { ...notificationOperation(message, state, now()), onDone });
      const delayMs = outcome.receiptFirst === true ? 0 : (index + 1) * receiptDelayMs;
      if (delayMs === 0) {
        send();
      } else {
        schedule.after(delayMs, send);
      }
    }
  }
}

const noDestination: Reaction = { kind: "refuse", commandStatus: commandStatus.ESME_RINVDSTADR };

/** UCP's way of saying what the table of outcomes says in SMPP. */
function refusalOf(status: number): { errorCode: number; systemMessage: string } {
  switch (status) {
    case commandStatus.ESME_RINVDSTADR:
      return { errorCode: 6, systemMessage: "" };
    case commandStatus.ESME_RTHROTTLED:
      return { errorCode: 4, systemMessage: "throughput exceeded" };
    case commandStatus.ESME_RMSGQFUL:
      return { errorCode: 4, systemMessage: "queue full" };
    case commandStatus.ESME_RSYSERR:
      return { errorCode: 55, systemMessage: "" };
    default:
      return { errorCode: 54, systemMessage: "" };
  }
}
