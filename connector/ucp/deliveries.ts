import { decodeUserData } from "../../src/sms/decode-user-data.ts";
import type { Delivery } from "../deliveries.ts";
import type { UcpDelivery } from "./deliver.ts";
import { toHex } from "./hex.ts";
import { receiptStateOf } from "./reason-codes.ts";
import { messageId } from "./submit.ts";

/** Bounds of the link's frames, see src/link/frames.ts. */
const longest = { address: 32, carrierMessageId: 64, errorCode: 32 } as const;

/** What an operation of the carrier tells, in the terms of the link. */
export function readUcpDelivery(deliver: UcpDelivery, bindId: string, atMs: number): Delivery {
  if (deliver.kind === "notification") {
    const { recipient, timestamp, status, reason } = deliver;
    const state = receiptStateOf(status, reason);
    if (state === undefined) {
      return { kind: "unreadable", reason: "a notification with an unknown Dst" };
    }
    return {
      kind: "receipt",
      receipt: {
        carrierMessageId: messageId(recipient, timestamp).slice(0, longest.carrierMessageId),
        state,
        ...(reason !== "" && state !== "delivered" && { errorCode: reason.slice(0, longest.errorCode) }),
        address: recipient.slice(0, longest.address),
        bindId,
        atMs,
      },
    };
  }
  const { from, to, data, dataCoding, userDataHeader } = deliver;
  const header = userDataHeader.length === 0 ? undefined : userDataHeader;
  return {
    kind: "inbound",
    inbound: {
      from: from.slice(0, longest.address),
      to: to.slice(0, longest.address),
      text: decodeUserData({ data, dataCoding, userDataHeader: header }).text,
      dataCoding,
      ...(header !== undefined && { userDataHeader: toHex(header).toLowerCase() }),
      bindId,
      atMs,
    },
  };
}

/** Equal for an operation and its repetition, which differ in their transaction number only. */
export function ucpDeliveryKey(deliver: UcpDelivery): string {
  if (deliver.kind === "notification") {
    const { recipient, timestamp, status, reason } = deliver;
    return ["notification", recipient, timestamp, status, reason].join("\n");
  }
  const { from, to, timestamp, dataCoding, userDataHeader, data } = deliver;
  return ["inbound", from, to, timestamp, dataCoding, toHex(userDataHeader), toHex(data)].join("\n");
}
