/** What a request carries beside what is sent: whose it is, and the number it went out with. */
export interface RequestLabel {
  readonly messageId: string;
  /** sequence_number of SMPP, transaction number of UCP; -1 until it is sent. */
  sequence: number;
}

/** A PDU, or a frame of UCP, on its way through a session. */
export interface TappedPdu {
  direction: "in" | "out";
  /** `submit_sm_resp`; of UCP `O/51` and `R/51`. */
  command: string;
  sequence: number;
  /** By its name, of UCP `A` or `N` with the code; empty where it has none. */
  status: string;
  /** Ours; empty where it is of no message, or not known to be. */
  messageId: string;
  carrierMessageId: string;
  sender: string;
  recipient: string;
  octets: number;
  /** What went over the wire, to be asked for before the tap returns. Null where it has a password in it. */
  body: (() => Uint8Array) | null;
}

/** Is told of each PDU. Must neither throw nor wait. */
export type PduTap = (pdu: TappedPdu) => void;
