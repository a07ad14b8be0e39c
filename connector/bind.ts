import type { WireAddress } from "../src/sms/address.ts";

/** One segment on its way to a carrier, whatever protocol its bind speaks. Each asks for a final receipt. */
export interface OutgoingSegment {
  source: WireAddress;
  destination: WireAddress;
  /** User data header with its length octet; empty when there is none. */
  userDataHeader: Uint8Array;
  /** Unpacked septets, UTF-16BE octets or binary octets that follow the header. */
  data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19: 0 for GSM 7-bit, 4 for binary, 8 for UCS-2; a GSM data coding scheme from 0x10 on. */
  dataCoding: number;
  /** Epoch milliseconds after which the carrier need not try. */
  validUntilMs?: number;
}
