import { bareRecipient, readDigits, readOriginator } from "./addresses.ts";
import type { Body } from "./body.ts";
import { readBody } from "./body.ts";
import type { MessageFields } from "./fields.ts";
import { operation, readFields } from "./fields.ts";

/** A message of a handset (operations 52 and 01). */
export interface InboundMessage extends Body {
  kind: "inbound";
  /** E.164 with its `+` where the carrier says that it is one, a name, or digits as they came. */
  from: string;
  to: string;
  /** SCTS as it came, empty in operation 01. */
  timestamp: string;
}

/** What became of a message (operation 53). */
export interface Notification {
  kind: "notification";
  /** The message's recipient, without any prefix: half of the message id. */
  recipient: string;
  /** SCTS of the message as it came: the other half. */
  timestamp: string;
  /** Dst: 0 delivered, 1 buffered, 2 not delivered. */
  status: string;
  /** Rsn, see reason-codes.ts; often empty. */
  reason: string;
}

export type UcpDelivery = InboundMessage | Notification;

/**
 * What operation 01, 52 or 53 tells (EMI/UCP Interface Specification 4.0 §4.2, §5.4 and §5.5); undefined for other operations.
 * @returns what is wrong with the fields, in a few words, when they cannot be read
 */
export function readDelivery(operationType: number, fields: readonly string[]): UcpDelivery | string | undefined {
  switch (operationType) {
    case operation.callInput: {
      const call = readFields(1, fields);
      return call === undefined ? tooFew : inbound({ ...call, otoa: "", nb: "", xser: "", scts: "" });
    }
    case operation.deliver: {
      const message = readFields(51, fields);
      return message === undefined ? tooFew : inbound(message);
    }
    case operation.notify: {
      const message = readFields(51, fields);
      return message === undefined ? tooFew : notification(message);
    }
    default:
      return undefined;
  }
}

const tooFew = "fields are missing";

type InboundFields = Pick<MessageFields, "adc" | "oadc" | "otoa" | "mt" | "nb" | "msg" | "xser" | "scts">;

function inbound(fields: InboundFields): InboundMessage | string {
  const body = readBody(fields);
  return typeof body === "string"
    ? body
    : {
        ...body,
        kind: "inbound",
        from: readOriginator(fields),
        to: readDigits(fields.adc),
        timestamp: fields.scts,
      };
}

function notification({ oadc, scts, dst, rsn }: MessageFields): Notification | string {
  if (oadc === "" || scts === "" || !/^[012]$/.test(dst)) {
    return "OAdC, SCTS or Dst is missing";
  }
  return { kind: "notification", recipient: bareRecipient(oadc), timestamp: scts, status: dst, reason: rsn };
}
