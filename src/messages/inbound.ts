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
