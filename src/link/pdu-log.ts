/** The columns of the PDU log, in their order; new ones come at the end. docs/pdu-log.md says what each is. */
export const pduColumns = [
  "time",
  "connectorId",
  "carrierId",
  "bindId",
  "direction",
  "command",
  "sequence",
  "status",
  "messageId",
  "carrierMessageId",
  "sender",
  "recipient",
  "octets",
  "body",
] as const;

/** Octets of the largest file, compressed, that the edge takes. */
export const pduFileLimitBytes = 64 * 2 ** 20;

/** Names when the last line of a file was written, epoch ms. */
export const lastLineHeader = "x-heliograph-last-line";
