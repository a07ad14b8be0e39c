/** An MO as its carrier gave it. */
export interface InboundMessage {
  id: string;
  carrierId: string;
  from: string;
  to: string;
  text: string;
  dataCoding: number;
  /** Hex of the user data header, where there was one. */
  userDataHeader?: string;
  receivedAtMs: number;
}
