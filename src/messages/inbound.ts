/** An MO, put together from its parts. */
export interface InboundMessage {
  id: string;
  carrierId: string;
  from: string;
  to: string;
  text: string;
  /** Parts it has, and those (1-based) that did not come in time. */
  parts: number;
  missingParts: number[];
  receivedAtMs: number;
}

/** An MO and whose it is, with its addresses in the form that messages have them in. */
export interface AssignedInbound extends InboundMessage {
  /** Null where its number is assigned to nobody. */
  accountId: string | null;
  /** By which it came to the account, where only the keyword is its. */
  keyword: string | null;
}

/** An MO as it was stored for an account. */
export interface ReceivedInbound extends AssignedInbound {
  accountId: string;
  /** The last message of the account from this number to this handset, where that was within the last days. */
  inReplyTo: string | null;
}
