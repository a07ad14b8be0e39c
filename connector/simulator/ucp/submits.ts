import type { MessageState } from "../../smpp/constants.ts";
import { commandStatus, esmClass, registeredDelivery } from "../../smpp/constants.ts";
import { bareRecipient, readOriginator } from "../../ucp/addresses.ts";
import { readBody } from "../../ucp/body.ts";
import type { MessageFields } from "../../ucp/fields.ts";
import type { Frame } from "../../ucp/frame.ts";
import type { Connection } from "../connection.ts";
import type { Session } from "../../ucp/session.ts";
import type { Faults } from "../faults.ts";
import type { Submitted, Ticket } from "../submit-desk.ts";
import { unreadableResult } from "./garbage.ts";

/** A submit that waits for its result. */
export interface SubmitTicket extends Ticket {
  connection: Connection<Session>;
  frame: Frame;
  /** AdC as it came: results repeat it, notifications write it in another way, as real centres do. */
  adc: string;
}

/** Characters of OAdC (EMI/UCP Interface Specification 4.0 §5.1). */
const longestOriginator = 22;

/** A submit as the desk takes it; what is wrong with its fields, in a few words, when they cannot be read. */
export function submittedBy(systemId: string, fields: MessageFields): Submitted | string {
  if (fields.oadc.length > longestOriginator) {
    return "OAdC is too long";
  }
  const body = readBody(fields);
  if (typeof body === "string") {
    return body;
  }
  return {
    systemId,
    source: copyOf(readOriginator(fields)),
    sourceTon: 0,
    sourceNpi: 0,
    destination: copyOf(bareRecipient(fields.adc)),
    destinationTon: 0,
    destinationNpi: 0,
    esmClass: body.userDataHeader.length > 0 ? esmClass.userDataHeader : esmClass.default,
    dataCoding: body.dataCoding,
    registeredDelivery: registeredDeliveryOf(fields),
    body: Buffer.concat([body.userDataHeader, body.data]),
  };
}

/** A field is a slice of its frame, and would keep all of it in memory. */
function copyOf(field: string): string {
  return Buffer.from(field).toString();
}

/** Bits of NT: what the sender asks to be told of (EMI/UCP Interface Specification 4.0 §5.3). */
const notification = { delivered: 1, notDelivered: 2, buffered: 4 } as const;
/** NRq and NT as registered_delivery. */
function registeredDeliveryOf({ nrq, nt }: Pick<MessageFields, "nrq" | "nt">): number {
  const asked = nrq === "1" && /^[1-7]$/.test(nt) ? Number(nt) : 0;
  const { none, final, failure, success, intermediate } = registeredDelivery;
  const onEnd = [none, success, failure, final][asked & 3] ?? none;
  return onEnd | ((asked & notification.buffered) === 0 ? 0 : intermediate);
}

/** Whether the submit asked to be told of this state. */
export function isNotificationWanted({ registeredDelivery: asked }: Submitted, state: MessageState): boolean {
  if (state === "enroute" || state === "accepted") {
    return (asked & registeredDelivery.intermediate) !== 0;
  }
  const onEnd = asked & registeredDelivery.receiptMask;
  const { final, failure, success } = registeredDelivery;
  return onEnd === final || onEnd === (state === "delivered" ? success : failure);
}

/** Half of the transaction numbers away, where a window of up to 50 has none in use. */
const strayDistance = 50;

/** Answers a submit, as the faults in force have it. `carrierMessageId` ends in the second it was taken. */
export function answerSubmit(
  { connection: { session, socket }, frame, adc }: SubmitTicket,
  status: number,
  carrierMessageId: string,
  faults: Faults,
): void {
  if (status !== commandStatus.ESME_ROK) {
    return session.respond(frame, { ok: false, ...refusalOf(status) });
  }
  if (faults.is("malformed_response")) {
    session.flush();
    socket.write(unreadableResult(frame.transaction));
    return;
  }
  const transaction = faults.is("wrong_sequence") ? (frame.transaction + strayDistance) % 100 : frame.transaction;
  session.respond({ ...frame, transaction }, { ok: true, systemMessage: `${adc}:${timestampOf(carrierMessageId)}` });
}

/** SCTS in the id of a message, see ../../ucp/submit.ts. */
export function timestampOf(carrierMessageId: string): string {
  return carrierMessageId.slice(carrierMessageId.lastIndexOf(":") + 1);
}

/** UCP's way of saying what the table of outcomes says in SMPP. */
function refusalOf(status: number): { errorCode: number; systemMessage: string } {
  switch (status) {
    case commandStatus.ESME_RINVDSTADR:
      return { errorCode: 6, systemMessage: "" };
    case commandStatus.ESME_RTHROTTLED:
      return { errorCode: 4, systemMessage: "throughput exceeded" };
    case commandStatus.ESME_RMSGQFUL:
      return { errorCode: 4, systemMessage: "queue full" };
    case commandStatus.ESME_RINVBNDSTS:
      return { errorCode: 7, systemMessage: "not logged in" };
    case commandStatus.ESME_RSYSERR:
      return { errorCode: 55, systemMessage: "" };
    default:
      return { errorCode: 54, systemMessage: "" };
  }
}
