/**
 * What a non-zero command_status asks of the sender. retry: the same carrier may take the same text later. throttle: the
 * carrier wants less per second; no attempt is used up. elsewhere: this carrier will not take the text, another one may.
 * fail: no carrier would take it as it is.
 */
export const commandActions = ["retry", "throttle", "elsewhere", "fail"] as const;
export type CommandAction = "accept" | (typeof commandActions)[number];

/** What a command_status is about, for counters and dashboards. */
export const commandCategories = [
  "success",
  "congestion",
  "temporary",
  "address",
  "content",
  "request",
  "session",
  "carrier",
] as const;
export type CommandCategory = (typeof commandCategories)[number];

export interface CommandStatus {
  /** Name without the ESME_R prefix, as SMPP 3.4 §5.1.3 has it. */
  readonly name: string;
  readonly category: CommandCategory;
  readonly action: CommandAction;
  /** One sentence that a customer may see. */
  readonly message: string;
}

function row(name: string, category: CommandCategory, action: CommandAction, message: string): CommandStatus {
  return { name, category, action, message };
}

/** command_status values of SMPP 3.4 §5.1.3 (table 5-2), by number. */
export const commandStatuses: ReadonlyMap<number, CommandStatus> = new Map([
  [0x00, row("OK", "success", "accept", "The carrier took the message.")],
  [0x01, row("INVMSGLEN", "content", "fail", "The carrier finds the message too long or too short.")],
  [0x02, row("INVCMDLEN", "request", "fail", "The carrier could not read the request: its length is wrong.")],
  [0x03, row("INVCMDID", "request", "fail", "The carrier does not know the command.")],
  [0x04, row("INVBNDSTS", "session", "retry", "The session with the carrier does not allow this command.")],
  [0x05, row("ALYBND", "session", "elsewhere", "The carrier still holds an older session of this bind.")],
  [0x06, row("INVPRTFLG", "request", "elsewhere", "The carrier does not allow this priority.")],
  [0x07, row("INVREGDLVFLG", "request", "elsewhere", "The carrier does not allow this kind of delivery receipt.")],
  [0x08, row("SYSERR", "temporary", "retry", "The carrier had an internal error.")],
  [0x0a, row("INVSRCADR", "address", "elsewhere", "The carrier does not accept the sender.")],
  [0x0b, row("INVDSTADR", "address", "elsewhere", "The carrier does not accept the recipient's number.")],
  [0x0c, row("INVMSGID", "request", "fail", "The carrier does not know the message id.")],
  [0x0d, row("BINDFAIL", "session", "elsewhere", "The carrier refused the bind.")],
  [0x0e, row("INVPASWD", "session", "elsewhere", "The carrier refused the bind: the password is wrong.")],
  [0x0f, row("INVSYSID", "session", "elsewhere", "The carrier refused the bind: the system id is unknown.")],
  [0x11, row("CANCELFAIL", "carrier", "fail", "The carrier could not cancel the message.")],
  [0x13, row("REPLACEFAIL", "carrier", "fail", "The carrier could not replace the message.")],
  [0x14, row("MSGQFUL", "congestion", "retry", "The carrier's queue is full.")],
  [0x15, row("INVSERTYP", "request", "elsewhere", "The carrier does not know the service type.")],
  [0x33, row("INVNUMDESTS", "address", "fail", "The carrier does not accept this number of recipients.")],
  [0x34, row("INVDLNAME", "address", "fail", "The carrier does not know the distribution list.")],
  [0x40, row("INVDESTFLAG", "address", "fail", "The carrier does not accept the kind of recipient.")],
  [0x42, row("INVSUBREP", "request", "fail", "The carrier does not allow replacing an earlier message.")],
  [0x43, row("INVESMCLASS", "request", "elsewhere", "The carrier does not allow this message mode or type.")],
  [0x44, row("CNTSUBDL", "address", "fail", "The carrier could not send to the distribution list.")],
  [0x45, row("SUBMITFAIL", "carrier", "elsewhere", "The carrier refused the message.")],
  [0x48, row("INVSRCTON", "address", "elsewhere", "The carrier does not accept the sender's type of number.")],
  [0x49, row("INVSRCNPI", "address", "elsewhere", "The carrier does not accept the sender's numbering plan.")],
  [0x50, row("INVDSTTON", "address", "elsewhere", "The carrier does not accept the recipient's type of number.")],
  [0x51, row("INVDSTNPI", "address", "elsewhere", "The carrier does not accept the recipient's numbering plan.")],
  [0x53, row("INVSYSTYP", "session", "elsewhere", "The carrier does not know the system type.")],
  [0x54, row("INVREPFLAG", "request", "fail", "The carrier does not allow the replace flag.")],
  [0x55, row("INVNUMMSGS", "request", "fail", "The carrier does not accept the number of messages.")],
  [0x58, row("THROTTLED", "congestion", "throttle", "The carrier wants fewer messages per second.")],
  [0x61, row("INVSCHED", "request", "elsewhere", "The carrier does not accept the scheduled time.")],
  [0x62, row("INVEXPIRY", "request", "elsewhere", "The carrier does not accept the validity period.")],
  [0x63, row("INVDFTMSGID", "request", "fail", "The carrier does not know the predefined message.")],
  [0x64, row("X_T_APPN", "temporary", "retry", "The receiving application could not take the message just now.")],
  [0x65, row("X_P_APPN", "carrier", "elsewhere", "The receiving application will not take the message.")],
  [0x66, row("X_R_APPN", "carrier", "elsewhere", "The receiving application rejected the message.")],
  [0x67, row("QUERYFAIL", "carrier", "fail", "The carrier could not look up the message.")],
  [0xc0, row("INVOPTPARSTREAM", "request", "fail", "The carrier could not read the optional parameters.")],
  [0xc1, row("OPTPARNOTALLWD", "request", "elsewhere", "The carrier does not allow an optional parameter.")],
  [0xc2, row("INVPARLEN", "request", "fail", "The carrier finds a parameter too long or too short.")],
  [0xc3, row("MISSINGOPTPARAM", "request", "fail", "The carrier misses an optional parameter.")],
  [0xc4, row("INVOPTPARAMVAL", "request", "fail", "The carrier does not accept the value of an optional parameter.")],
  [0xfe, row("DELIVERYFAILURE", "carrier", "elsewhere", "The carrier could not deliver the message.")],
  [0xff, row("UNKNOWNERR", "carrier", "elsewhere", "The carrier refused the message without saying why.")],
]);

const vendorStatus = row("VENDOR", "carrier", "elsewhere", "The carrier refused the message with a code of its own.");

/** What a carrier means by a command_status, where that is not what the table says. */
export interface CommandStatusOverride {
  readonly commandStatus: number;
  readonly action: Exclude<CommandAction, "accept">;
  readonly name?: string | undefined;
  readonly category?: CommandCategory | undefined;
  readonly message?: string | undefined;
}

export type CommandStatusLookup = (commandStatus: number) => CommandStatus;

/** The row of a command_status; reserved and vendor-specific numbers share one row. */
export function commandStatusOf(commandStatus: number): CommandStatus {
  return commandStatuses.get(commandStatus) ?? vendorStatus;
}

/** The table as one carrier has it. What an override leaves out is as in the table. */
export function commandStatusLookup(overrides: readonly CommandStatusOverride[]): CommandStatusLookup {
  if (overrides.length === 0) return commandStatusOf;
  const own = new Map(
    overrides.map(({ commandStatus, action, name, category, message }) => {
      const base = commandStatusOf(commandStatus);
      const row: CommandStatus = {
        name: name ?? base.name,
        category: category ?? base.category,
        action,
        message: message ?? base.message,
      };
      return [commandStatus, row] as const;
    }),
  );
  return (commandStatus) => own.get(commandStatus) ?? commandStatusOf(commandStatus);
}
