import { commandStatus } from "../smpp/constants.ts";

export interface NackCode {
  /** As EMI/UCP Interface Specification 4.0 §5.2 has it. */
  readonly name: string;
  /** The command_status that asks the same of the sender: the edge knows one set of codes, whatever the carrier speaks. */
  readonly commandStatus: number;
}

const {
  ESME_RTHROTTLED: throttled,
  ESME_RSYSERR: systemError,
  ESME_RMSGQFUL: queueFull,
  ESME_RINVDSTADR: invalidRecipient,
  ESME_RINVSRCADR: invalidSender,
  ESME_RINVCMDID: unknownOperation,
  ESME_RINVMSGLEN: invalidLength,
  ESME_RINVBNDSTS: wrongState,
  ESME_RINVSCHED: invalidSchedule,
  ESME_RINVEXPIRY: invalidValidity,
  ESME_RINVMSGID: unknownMessage,
  ESME_RINVPARLEN: invalidParameter,
  ESME_RINVPRTFLG: invalidPriority,
  ESME_RSUBMITFAIL: refused,
  ESME_RINVESMCLASS: invalidType,
} = commandStatus;

/** Error codes of negative results, EMI/UCP Interface Specification 4.0 §5.2, by number; 28, 50, 54 and 55 are of ETS 300 133-3. */
export const nackCodes: ReadonlyMap<number, NackCode> = new Map([
  [1, { name: "Checksum error", commandStatus: systemError }],
  [2, { name: "Syntax error", commandStatus: invalidParameter }],
  [3, { name: "Operation not supported by system", commandStatus: unknownOperation }],
  // Carriers answer this for a session that is over its rate or its window, and for one that lacks a permission.
  [4, { name: "Operation not allowed", commandStatus: queueFull }],
  [5, { name: "Call barring active", commandStatus: invalidRecipient }],
  [6, { name: "AdC invalid", commandStatus: invalidRecipient }],
  // Of a session that was let in: the carrier has forgotten it, or, as some do, does not like the originator.
  [7, { name: "Authentication failure", commandStatus: wrongState }],
  [8, { name: "Legitimisation code for all calls, failure", commandStatus: refused }],
  [9, { name: "GA not valid", commandStatus: invalidRecipient }],
  [10, { name: "Repetition not allowed", commandStatus: refused }],
  [11, { name: "Legitimisation code for repetition, failure", commandStatus: refused }],
  [12, { name: "Priority call not allowed", commandStatus: invalidPriority }],
  [13, { name: "Legitimisation code for priority call, failure", commandStatus: refused }],
  [14, { name: "Urgent message not allowed", commandStatus: invalidPriority }],
  [15, { name: "Legitimisation code for urgent message, failure", commandStatus: refused }],
  [16, { name: "Reverse charging not allowed", commandStatus: refused }],
  [17, { name: "Legitimisation code for reverse charging, failure", commandStatus: refused }],
  [18, { name: "Deferred delivery not allowed", commandStatus: invalidSchedule }],
  [19, { name: "New AC not valid", commandStatus: refused }],
  [20, { name: "New legitimisation code not valid", commandStatus: refused }],
  [21, { name: "Standard text not valid", commandStatus: refused }],
  [22, { name: "Time period not valid", commandStatus: invalidValidity }],
  [23, { name: "Message type not supported by system", commandStatus: invalidType }],
  [24, { name: "Message too long", commandStatus: invalidLength }],
  [25, { name: "Requested standard text not valid", commandStatus: refused }],
  [26, { name: "Message type not valid for the pager type", commandStatus: invalidType }],
  [27, { name: "Message not found in SMSC", commandStatus: unknownMessage }],
  [28, { name: "Invalid character set", commandStatus: invalidType }],
  [30, { name: "Subscriber hang-up", commandStatus: systemError }],
  [31, { name: "Fax group not supported", commandStatus: invalidType }],
  [32, { name: "Fax message type not supported", commandStatus: invalidType }],
  [33, { name: "Address already in list", commandStatus: refused }],
  [34, { name: "Address not in list", commandStatus: invalidSender }],
  [35, { name: "List full, cannot add address to list", commandStatus: refused }],
  [36, { name: "RPID already in use", commandStatus: refused }],
  [37, { name: "Delivery in progress", commandStatus: systemError }],
  [38, { name: "Message forwarded", commandStatus: refused }],
  [50, { name: "Low network status", commandStatus: systemError }],
  [54, { name: "Operation not successful", commandStatus: refused }],
  [55, { name: "System error", commandStatus: systemError }],
]);

const vendorCode = { name: "Unknown error", commandStatus: commandStatus.ESME_RUNKNOWNERR };

const tooFast = { name: "Operation not allowed", commandStatus: throttled };

const rateWords = /throttl|through\s?put|rate|too (?:many|fast)|quota|window|speed|exceed/i;

/**
 * The row of an error code; numbers not in the table share one row. UCP has no code for "too fast": a
 * carrier that means it answers 04, and says so in the system message.
 */
export function nackCodeOf(code: number, systemMessage = ""): NackCode {
  return code === 4 && rateWords.test(systemMessage) ? tooFast : (nackCodes.get(code) ?? vendorCode);
}

/** `06 AdC invalid`, with what the carrier added. */
export function describeNack(code: number, systemMessage: string): string {
  const { name } = nackCodeOf(code);
  const added = systemMessage.trim();
  return `${String(code).padStart(2, "0")} ${name}${added === "" ? "" : `: ${added}`}`;
}
