import type { InboundReport, ReceiptReport } from "../src/link/frames.ts";
import { decodeUserData } from "../src/sms/decode-user-data.ts";
import { parseReceipt } from "../src/sms/receipt.ts";
import { buildUserDataHeader, parseUserDataHeader } from "../src/sms/user-data-header.ts";
import { esmClass, tlvTag } from "./smpp/constants.ts";
import type { DeliverSm, MessageFields } from "./smpp/pdu.ts";
import { findTlv } from "./smpp/pdu.ts";

export type Delivery =
  | { kind: "receipt"; receipt: ReceiptReport }
  | { kind: "inbound"; inbound: InboundReport }
  /** A receipt that names no message. */
  | { kind: "unreadable"; reason: string };

/** Bounds of the link's frames, see src/link/frames.ts. */
const longest = { text: 65_536, carrierMessageId: 64, errorCode: 32 } as const;

/**
 * What a deliver_sm tells: a receipt, or an inbound text with its user data header. Parts numbered by SAR parameters
 * (SMPP 3.4 §5.3.2.22) get the header that says the same, so that one rule puts parts together.
 */
export function readDelivery(deliver: DeliverSm, bindId: string, atMs: number): Delivery {
  const { header, data } = splitBody(deliver);
  const decode = (): string => decodeUserData({ data, dataCoding: deliver.dataCoding, userDataHeader: header }).text;
  const messageId = findTlv(deliver.tlvs, tlvTag.receipted_message_id);
  const receipt = parseReceipt({
    esmClass: deliver.esmClass,
    receiptedMessageId: messageId === undefined ? undefined : latin1(messageId),
    messageState: findTlv(deliver.tlvs, tlvTag.message_state)?.[0],
    // Receipts are plain ASCII, whatever the carrier's default alphabet makes of the same octets.
    shortMessage: deliver.dataCoding === 8 ? decode() : latin1(data),
    networkErrorCode: findTlv(deliver.tlvs, tlvTag.network_error_code),
  });
  if (receipt === null) {
    const userDataHeader = header ?? sarHeader(deliver);
    return {
      kind: "inbound",
      inbound: {
        from: address(deliver.sourceAddrTon, deliver.sourceAddr),
        to: address(deliver.destAddrTon, deliver.destinationAddr),
        text: decode().slice(0, longest.text),
        dataCoding: deliver.dataCoding,
        ...(userDataHeader !== undefined && {
          userDataHeader: Buffer.from(userDataHeader).toString("hex"),
          dataHex: Buffer.from(data).toString("hex"),
        }),
        bindId,
        atMs,
      },
    };
  }
  if (receipt.carrierMessageId === undefined) {
    return { kind: "unreadable", reason: "a receipt without a message id" };
  }
  return {
    kind: "receipt",
    receipt: {
      carrierMessageId: receipt.carrierMessageId.slice(0, longest.carrierMessageId),
      state: receipt.state,
      ...(receipt.errorCode !== undefined && { errorCode: receipt.errorCode.slice(0, longest.errorCode) }),
      address: address(deliver.sourceAddrTon, deliver.sourceAddr),
      bindId,
      atMs,
    },
  };
}

/** Equal for a deliver_sm and its redelivery, which differ in their sequence number only. */
export function deliveryKey(deliver: DeliverSm): string {
  const { sourceAddr, destinationAddr, esmClass, dataCoding, shortMessage, tlvs } = deliver;
  const parameters = tlvs.map(({ tag, value }) => `${tag}=${latin1(value)}`).join("\n");
  return [sourceAddr, destinationAddr, esmClass, dataCoding, latin1(shortMessage), parameters].join("\n");
}

function splitBody(message: MessageFields): { header: Uint8Array | undefined; data: Uint8Array } {
  const payload = findTlv(message.tlvs, tlvTag.message_payload);
  const body = payload !== undefined && message.shortMessage.length === 0 ? payload : message.shortMessage;
  if ((message.esmClass & esmClass.userDataHeader) === 0) {
    return { header: undefined, data: body };
  }
  const { length } = parseUserDataHeader(body);
  return { header: body.subarray(0, length), data: body.subarray(length) };
}

function sarHeader({ tlvs }: MessageFields): Uint8Array | undefined {
  const reference = findTlv(tlvs, tlvTag.sar_msg_ref_num);
  const total = findTlv(tlvs, tlvTag.sar_total_segments)?.[0];
  const sequence = findTlv(tlvs, tlvTag.sar_segment_seqnum)?.[0];
  if (reference?.length !== 2 || total === undefined || sequence === undefined) {
    return undefined;
  }
  const [high = 0, low = 0] = reference;
  return buildUserDataHeader(0, 0, { reference: high * 256 + low, total, sequence, bits: 16 });
}

const internationalTon = 1;

/**
 * E.164 with its `+` where the carrier says that it is an international number; as it came otherwise. Short codes have up to
 * 8 digits (see `parseSender`), and many a carrier calls those international too.
 */
function address(ton: number, written: string): string {
  return ton === internationalTon && /^\d{9,}$/.test(written) ? `+${written}` : written;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
