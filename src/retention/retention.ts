/** How long what an account sent and got is kept. Days are whole days (UTC) after the one it was accepted on; null is for ever. */
export interface Retention {
  /** Until texts are removed, of messages and of those from handsets. */
  textDays: number | null;
  /** Until handsets' numbers lose their middle. */
  numberDays: number | null;
  /** Until messages are deleted, with their timelines. */
  messageDays: number | null;
  /** Until texts from handsets are deleted. */
  inboundDays: number | null;
  /** Whether what is deleted goes to the archive before. */
  archive: boolean;
}

/** What an account has set; null leaves it to the operator. */
export type RetentionSettings = { [Name in keyof Retention]: Retention[Name] | null };

export const nothingSet: RetentionSettings = {
  textDays: null,
  numberDays: null,
  messageDays: null,
  inboundDays: null,
  archive: null,
};

export const mostDays = 3_650;
/** Receipts of a message come for five days, and its money is settled within them. */
export const leastMessageDays = 7;

type DaysVariable =
  | "RETENTION_TEXT_DAYS"
  | "RETENTION_NUMBER_DAYS"
  | "RETENTION_MESSAGE_DAYS"
  | "RETENTION_INBOUND_DAYS";

/** The operator's variables, as wrangler.toml has them. */
export type RetentionVariables = Readonly<Record<DaysVariable | "RETENTION_ARCHIVE", string>>;

/** What accounts have that have set nothing. Throws where a variable is none of what wrangler.toml says. */
export function retentionDefaults(variables: RetentionVariables): Retention {
  return {
    textDays: readDays(variables, "RETENTION_TEXT_DAYS", 1),
    numberDays: readDays(variables, "RETENTION_NUMBER_DAYS", 1),
    messageDays: readDays(variables, "RETENTION_MESSAGE_DAYS", leastMessageDays),
    inboundDays: readDays(variables, "RETENTION_INBOUND_DAYS", 1),
    archive: variables.RETENTION_ARCHIVE !== "false",
  };
}

function readDays(variables: RetentionVariables, name: DaysVariable, least: number): number | null {
  const text = variables[name];
  if (text === "") return null;
  const days = Number(text);
  if (Number.isInteger(days) && days >= least && days <= mostDays) return days;
  throw new Error(`${name} has to be empty, or from ${least} to ${mostDays}`);
}

/** What counts for an account. */
export function effectiveRetention(settings: RetentionSettings, defaults: Retention): Retention {
  return {
    textDays: settings.textDays ?? defaults.textDays,
    numberDays: settings.numberDays ?? defaults.numberDays,
    messageDays: settings.messageDays ?? defaults.messageDays,
    inboundDays: settings.inboundDays ?? defaults.inboundDays,
    archive: settings.archive ?? defaults.archive,
  };
}

/** Whether anything is ever removed. */
export function removesAnything({ textDays, numberDays, messageDays, inboundDays }: Retention): boolean {
  return [textDays, numberDays, messageDays, inboundDays].some((days) => days !== null);
}

const dayMs = 86_400_000;

/** The moment that what is removed after so many days was accepted before; null where nothing is. */
export function cutoffMs(days: number | null, nowMs: number): number | null {
  return days === null ? null : nowMs - (nowMs % dayMs) - days * dayMs;
}

/** How long copies may be kept that have texts and numbers in them: `longestMs`, or what the account has set where that is less. */
export function copyKeptMs({ textDays, numberDays, messageDays }: Retention, longestMs: number): number {
  return Math.min(longestMs, ...[textDays, numberDays, messageDays].map((days) => (days ?? mostDays) * dayMs));
}
