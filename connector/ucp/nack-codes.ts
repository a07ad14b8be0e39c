import type { CommandAction, CommandCategory } from "../../src/sms/command-status.ts";
import { commandStatus } from "../smpp/constants.ts";

export interface NackCode {
  /** As EMI/UCP Interface Specification 4.0 §5.2 has it. */
  readonly name: string;
  readonly category: CommandCategory;
  /** What it asks of the sender, as for a command_status. */
  readonly action: Exclude<CommandAction, "accept">;
  /** One sentence that a customer may see. */
  readonly message: string;
  /** The command_status that asks the same: the edge knows one set of codes, whatever the carrier speaks. */
  readonly commandStatus: number;
}

function row(
  name: string,
  category: CommandCategory,
  action: NackCode["action"],
  status: number,
  message: string,
): NackCode {
  return { name, category, action, message, commandStatus: status };
}

const {
  ESME_RTHROTTLED: throttled,
  ESME_RSYSERR: systemError,
  ESME_RMSGQFUL: queueFull,
  ESME_RINVDSTADR: invalidRecipient,
  ESME_RINVSRCADR: invalidSender,
  ESME_RINVBNDSTS: notAllowed,
  ESME_RINVCMDID: unknownOperation,
  ESME_RINVMSGLEN: invalidLength,
  ESME_RINVPASWD: invalidPassword,
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
  [1, row("Checksum error", "temporary", "retry", systemError, "The request was damaged on its way to the carrier.")],
  [2, row("Syntax error", "request", "fail", invalidParameter, "The carrier could not read the request.")],
  [
    3,
    row(
      "Operation not supported by system",
      "request",
      "fail",
      unknownOperation,
      "The carrier does not know the command.",
    ),
  ],
  // Carriers answer this for a session that is over its rate or its window, and for one that lacks a permission.
  [
    4,
    row("Operation not allowed", "congestion", "retry", queueFull, "The carrier does not allow the message just now."),
  ],
  [5, row("Call barring active", "address", "fail", invalidRecipient, "The carrier bars messages to this recipient.")],
  [6, row("AdC invalid", "address", "fail", invalidRecipient, "The carrier does not accept the recipient's number.")],
  [7, row("Authentication failure", "session", "fail", invalidPassword, "The carrier does not accept the login.")],
  [
    8,
    row(
      "Legitimisation code for all calls, failure",
      "session",
      "fail",
      notAllowed,
      "The carrier wants a code for calls.",
    ),
  ],
  [9, row("GA not valid", "address", "fail", invalidRecipient, "The carrier does not know the area of the recipient.")],
  [10, row("Repetition not allowed", "request", "fail", refused, "The carrier does not repeat messages.")],
  [
    11,
    row(
      "Legitimisation code for repetition, failure",
      "session",
      "fail",
      notAllowed,
      "The carrier wants a code to repeat.",
    ),
  ],
  [
    12,
    row("Priority call not allowed", "request", "fail", invalidPriority, "The carrier does not allow this priority."),
  ],
  [
    13,
    row(
      "Legitimisation code for priority call, failure",
      "session",
      "fail",
      notAllowed,
      "The carrier wants a code for this priority.",
    ),
  ],
  [
    14,
    row(
      "Urgent message not allowed",
      "request",
      "fail",
      invalidPriority,
      "The carrier does not allow urgent messages.",
    ),
  ],
  [
    15,
    row(
      "Legitimisation code for urgent message, failure",
      "session",
      "fail",
      notAllowed,
      "The carrier wants a code for urgent messages.",
    ),
  ],
  [16, row("Reverse charging not allowed", "request", "fail", refused, "The carrier does not charge the recipient.")],
  [
    17,
    row(
      "Legitimisation code for reverse charging, failure",
      "session",
      "fail",
      notAllowed,
      "The carrier wants a code to charge the recipient.",
    ),
  ],
  [
    18,
    row(
      "Deferred delivery not allowed",
      "request",
      "fail",
      invalidSchedule,
      "The carrier does not deliver at a set time.",
    ),
  ],
  [19, row("New AC not valid", "request", "fail", refused, "The carrier does not accept the authentication code.")],
  [
    20,
    row("New legitimisation code not valid", "request", "fail", refused, "The carrier does not accept the new code."),
  ],
  [21, row("Standard text not valid", "content", "fail", refused, "The carrier does not know the standard text.")],
  [
    22,
    row(
      "Time period not valid",
      "request",
      "fail",
      invalidValidity,
      "The carrier does not accept the validity period.",
    ),
  ],
  [
    23,
    row(
      "Message type not supported by system",
      "content",
      "fail",
      invalidType,
      "The carrier does not take this kind of message.",
    ),
  ],
  [24, row("Message too long", "content", "fail", invalidLength, "The carrier finds the message too long.")],
  [
    25,
    row(
      "Requested standard text not valid",
      "content",
      "fail",
      refused,
      "The carrier does not know the standard text.",
    ),
  ],
  [
    26,
    row(
      "Message type not valid for the pager type",
      "content",
      "fail",
      invalidType,
      "The recipient's device does not take this kind of message.",
    ),
  ],
  [27, row("Message not found in SMSC", "request", "fail", unknownMessage, "The carrier does not know the message.")],
  [
    28,
    row(
      "Invalid character set",
      "content",
      "fail",
      invalidType,
      "The carrier does not know the alphabet of the message.",
    ),
  ],
  [
    30,
    row("Subscriber hang-up", "temporary", "retry", systemError, "The carrier lost the connection to the recipient."),
  ],
  [
    31,
    row("Fax group not supported", "content", "fail", invalidType, "The carrier does not send to this kind of fax."),
  ],
  [
    32,
    row(
      "Fax message type not supported",
      "content",
      "fail",
      invalidType,
      "The carrier does not send this kind of fax.",
    ),
  ],
  [33, row("Address already in list", "address", "fail", refused, "The carrier has the address in its list already.")],
  [
    34,
    row("Address not in list", "address", "fail", invalidSender, "The carrier does not have the sender in its list."),
  ],
  [
    35,
    row(
      "List full, cannot add address to list",
      "address",
      "fail",
      refused,
      "The carrier's list of addresses is full.",
    ),
  ],
  [36, row("RPID already in use", "request", "fail", refused, "The carrier does not replace this message.")],
  [
    37,
    row("Delivery in progress", "temporary", "retry", systemError, "The carrier is delivering the message just now."),
  ],
  [38, row("Message forwarded", "carrier", "fail", refused, "The carrier has passed the message on.")],
  [50, row("Low network status", "temporary", "retry", systemError, "The carrier's network is not well.")],
  [54, row("Operation not successful", "carrier", "fail", refused, "The carrier could not take the message.")],
  [55, row("System error", "temporary", "retry", systemError, "The carrier had an internal error.")],
]);

const vendorCode = row(
  "Unknown error",
  "carrier",
  "fail",
  commandStatus.ESME_RUNKNOWNERR,
  "The carrier refused the message with a code of its own.",
);

const tooFast = row(
  "Operation not allowed",
  "congestion",
  "throttle",
  throttled,
  "The carrier wants fewer messages per second.",
);

const rateWords = /throttl|through\s?put|rate|too (?:many|fast)|quota|window|speed|exceed/i;

/**
 * The row of an error code; numbers not in the table share one row, which fails the text. UCP has no code for "too fast": a
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
