/** The fields of a receipt's text, as the carrier wrote them; those it left out or left empty are absent. */
export interface ReceiptText {
  id?: string | undefined;
  /** Word after `stat:`. */
  state?: string | undefined;
  /** Value of `err:`. */
  error?: string | undefined;
  /** `YYYY-MM-DDThh:mm:ss`, the carrier's local time. */
  submittedAt?: string | undefined;
  /** `YYYY-MM-DDThh:mm:ss`, the carrier's local time. */
  doneAt?: string | undefined;
  /** Everything after `text:`. */
  quote?: string | undefined;
}

/** A key at the start or after anything that is not part of a word. `g`: lastIndex steps from key to key. */
const keyPattern =
  /(?<![0-9A-Za-z_-])(?:(id)|(stat)(?:us)?|(err)(?:or)?|(submit)[ _]?date|(done)[ _]?date|(text)|sub|dlvrd)[ \t]?:/gi;

/**
 * Reads the text of a receipt (SMPP 3.4 Appendix B): any order of keys, any case, missing fields, blanks after a colon, and
 * line ends or commas between fields. The first value of a key counts. A text that has no key yields no field.
 */
export function parseReceiptText(text: string): ReceiptText {
  const fields: ReceiptText = {};
  keyPattern.lastIndex = 0;
  let match = keyPattern.exec(text);
  while (match !== null) {
    const valueStart = keyPattern.lastIndex;
    const key = match;
    match = keyPattern.exec(text);
    const valueEnd = match === null ? text.length : match.index;
    if (key[1] !== undefined) fields.id ??= firstWord(text, valueStart, valueEnd);
    else if (key[2] !== undefined) fields.state ??= firstWord(text, valueStart, valueEnd);
    else if (key[3] !== undefined) fields.error ??= firstWord(text, valueStart, valueEnd);
    else if (key[4] !== undefined) fields.submittedAt ??= localTime(firstWord(text, valueStart, valueEnd));
    else if (key[5] !== undefined) fields.doneAt ??= localTime(firstWord(text, valueStart, valueEnd));
    else if (key[6] !== undefined) {
      fields.quote ??= text.slice(valueStart);
      // What is quoted is the customer's own words: nothing in it is a field, unless the text came before the fields.
      if (fields.id !== undefined && fields.state !== undefined) break;
    }
  }
  return fields;
}

function firstWord(text: string, start: number, end: number): string | undefined {
  const word = /^[^\s,;|]+/.exec(text.slice(start, end).trimStart());
  return word?.[0];
}

/**
 * A receipt's date as an ISO 8601 local time: YYMMDDhhmm, YYMMDDhhmmss, YYYYMMDDhhmm or YYYYMMDDhhmmss. Twelve digits are read
 * with a two-digit year where that gives a date. Undefined for anything else.
 */
function localTime(digits: string | undefined): string | undefined {
  if (digits === undefined || !/^\d+$/.test(digits)) return undefined;
  switch (digits.length) {
    case 10:
      return isoTime(`20${digits}00`);
    case 12:
      return isoTime(`20${digits}`) ?? isoTime(`${digits}00`);
    case 14:
      return isoTime(digits);
    default:
      return undefined;
  }
}

const isoParts = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)$/;

function isoTime(digits: string): string | undefined {
  const parts = isoParts.exec(digits);
  return parts === null ? undefined : `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`;
}
