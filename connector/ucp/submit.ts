import type { UcpBindConfig } from "../../src/link/ucp-bind-config.ts";
import type { LateResult, OutgoingSegment, SubmitResult } from "../bind.ts";
import { commandStatus, registeredDelivery } from "../smpp/constants.ts";
import { bareRecipient, writeOriginator, writeRecipient } from "./addresses.ts";
import { writeBody } from "./body.ts";
import { writeFields } from "./fields.ts";
import { describeNack, nackCodeOf } from "./nack-codes.ts";
import type { Result } from "./results.ts";
import type { RequestOutcome } from "./session.ts";
import { minuteDigits } from "./times.ts";

export type SubmitSettings = Pick<
  UcpBindConfig,
  "internationalPrefix" | "notificationAddress" | "notificationProtocol" | "timeZone" | "billingIdentifier"
>;

export type SubmitFields =
  | { ok: true; adc: string; fields: string[] }
  | { ok: false; commandStatus: number; reason: string };

/** The submit of a segment (operation 51, §5.3), or why UCP cannot say it. */
export function submitFields(segment: OutgoingSegment, settings: SubmitSettings): SubmitFields {
  const originator = writeOriginator(segment.source);
  if (originator === undefined) {
    return impossible(commandStatus.ESME_RINVSRCADR, "the sender does not fit in OAdC");
  }
  const adc = writeRecipient(segment.destination, settings.internationalPrefix);
  if (adc === undefined) {
    return impossible(commandStatus.ESME_RINVDSTADR, "the recipient does not fit in AdC");
  }
  const body = writeBody(segment, settings.billingIdentifier);
  if (typeof body === "string") {
    return impossible(commandStatus.ESME_RINVMSGLEN, body);
  }
  const { notificationAddress, notificationProtocol, timeZone } = settings;
  const fields = writeFields(51, {
    ...body,
    ...originator,
    adc,
    ...notificationRequest(segment.registeredDelivery),
    ...(notificationAddress !== null && { nadc: notificationAddress, npid: notificationProtocol }),
    ...(timeZone !== null &&
      segment.validUntilMs !== undefined && { vp: minuteDigits(segment.validUntilMs, timeZone) ?? "" }),
  });
  return { ok: true, adc, fields };
}

/** Bits of NT (EMI/UCP Interface Specification 4.0 §5.3). */
const notify = { delivered: 1, notDelivered: 2, buffered: 4 } as const;

/** NRq and NT that ask for what registered_delivery does; nothing is asked for where it is 0. */
function notificationRequest(asked: number): { nrq: string; nt: string } | undefined {
  const { receiptMask, final, failure, success, intermediate } = registeredDelivery;
  const onEnd = asked & receiptMask;
  const types =
    (onEnd === final || onEnd === success ? notify.delivered : 0) |
    (onEnd === final || onEnd === failure ? notify.notDelivered : 0) |
    ((asked & intermediate) === 0 ? 0 : notify.buffered);
  return types === 0 ? undefined : { nrq: "1", nt: String(types) };
}

function impossible(status: number, reason: string): SubmitFields {
  return { ok: false, commandStatus: status, reason };
}

/**
 * The id of a message: its recipient and the second the carrier took it, which notifications repeat (§5.5). The carrier sees to
 * it that no two messages to one recipient share a second.
 */
export function messageId(recipient: string, timestamp: string): string {
  return `${bareRecipient(recipient)}:${timestamp.trim()}`;
}

/** What a submit to `adc` came to. */
export function submitResult(outcome: RequestOutcome, adc: string): SubmitResult {
  if (outcome.kind !== "result") {
    return { outcome: "unknown", reason: unseenReason(outcome) };
  }
  return resultOf(outcome.result, adc);
}

/** What the result of a submit to `adc` says. The system message of a positive one is `AdC:SCTS`; some carriers leave AdC out. */
export function resultOf(result: Result, adc: string): LateResult {
  if (!result.ok) {
    const { errorCode, systemMessage } = result;
    const { commandStatus: status } = nackCodeOf(errorCode, systemMessage);
    return {
      outcome: "rejected",
      commandStatus: status,
      reason: `UCP error ${describeNack(errorCode, systemMessage)}`,
    };
  }
  const separator = result.systemMessage.lastIndexOf(":");
  const recipient = separator > 0 ? result.systemMessage.slice(0, separator) : adc;
  return { outcome: "accepted", carrierMessageId: messageId(recipient, result.systemMessage.slice(separator + 1)) };
}

function unseenReason(outcome: Exclude<RequestOutcome, { kind: "result" }>): string {
  switch (outcome.kind) {
    case "timeout":
      return "no result in time";
    case "closed":
      return outcome.reason.detail;
    case "malformed":
      return `the result cannot be read: ${outcome.reason}`;
  }
}
