import type { MessageState } from "../../smpp/constants.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { writeOriginator } from "../../ucp/addresses.ts";
import { writeBody } from "../../ucp/body.ts";
import { operation, writeFields } from "../../ucp/fields.ts";
import { toHex } from "../../ucp/hex.ts";
import { deliveryStatus, reasonCodes } from "../../ucp/reason-codes.ts";
import { secondDigits } from "../../ucp/times.ts";
import { encodeText } from "../alphabet.ts";

/** An MO: `text` in the default alphabet or UCS-2, or `body` in `dataCoding` as it is. */
export interface UcpMobileOriginated {
  from: string;
  to: string;
  text?: string;
  body?: Uint8Array;
  dataCoding?: number;
  userDataHeader?: Uint8Array;
  /** deliver is operation 52, call operation 01, which some centres use and which has text only. */
  as?: "deliver" | "call";
  /** Whose session it goes to; whoever is logged in when absent. */
  systemId?: string;
}

/** What goes to a client. */
export interface Outgoing {
  operation: number;
  fields: string[];
}

/** The operation that brings an MO; undefined for what UCP cannot say. */
export function inboundOperation(inbound: UcpMobileOriginated, atMs: number): Outgoing | undefined {
  const { body: data, dataCoding } =
    inbound.body === undefined
      ? encodeText(inbound.text ?? "")
      : { body: inbound.body, dataCoding: inbound.dataCoding ?? 0 };
  const body = writeBody({ data, dataCoding, userDataHeader: inbound.userDataHeader ?? new Uint8Array() }, null);
  const originator = writeOriginator(wireAddressOf(inbound.from));
  if (typeof body === "string" || originator === undefined) {
    return undefined;
  }
  const adc = inbound.to.replace(/^\+/, "");
  if (inbound.as === "call") {
    return {
      operation: operation.callInput,
      fields: writeFields(1, { adc, oadc: `00${originator.oadc}`, mt: body.mt, msg: body.msg }),
    };
  }
  const fields = writeFields(51, { ...body, ...originator, adc, scts: secondDigits(atMs, "UTC") ?? "" });
  return { operation: operation.deliver, fields };
}

/** Dst and Rsn of each state. */
const told: Record<MessageState, { dst: string; rsn: number }> = {
  delivered: { dst: deliveryStatus.delivered, rsn: 0 },
  enroute: { dst: deliveryStatus.buffered, rsn: 107 },
  accepted: { dst: deliveryStatus.buffered, rsn: 107 },
  undeliverable: { dst: deliveryStatus.notDelivered, rsn: 108 },
  expired: { dst: deliveryStatus.notDelivered, rsn: 107 },
  deleted: { dst: deliveryStatus.notDelivered, rsn: 126 },
  unknown: { dst: deliveryStatus.notDelivered, rsn: 118 },
  rejected: { dst: deliveryStatus.notDelivered, rsn: 206 },
};

/** The notification of a message (operation 53, §5.5), from its recipient back to its sender. */
export function notificationOperation(
  message: { sender: string; recipient: string; timestamp: string },
  state: MessageState,
  atMs: number,
): Outgoing {
  const { dst, rsn } = told[state];
  const why = dst === deliveryStatus.delivered ? "" : `, reason: ${reasonCodes.get(rsn) ?? ""}`;
  const text = `Message for ${message.recipient}, with identification ${message.timestamp}: ${state}${why}`;
  return {
    operation: operation.notify,
    fields: writeFields(51, {
      adc: message.sender,
      oadc: message.recipient,
      scts: message.timestamp,
      dst,
      rsn: String(rsn).padStart(3, "0"),
      dscts: secondDigits(atMs, "UTC") ?? "",
      mt: "3",
      msg: toHex(Buffer.from(text, "latin1")),
    }),
  };
}
