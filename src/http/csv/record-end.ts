/**
 * Where the last whole record of a CSV text ends (RFC 4180): behind its line break; 0 where there is none. A line break within
 * quotes ends nothing, and quotes open only at the beginning of a field.
 */
export function endOfLastRecord(text: string): number {
  let end = 0;
  let isQuoted = false;
  let isFieldStart = true;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') continue;
      if (text[at + 1] === '"') at += 1;
      else isQuoted = false;
      continue;
    }
    isQuoted = character === '"' && isFieldStart;
    isFieldStart = character === "," || character === "\n";
    if (character === "\n") end = at + 1;
  }
  return end;
}
