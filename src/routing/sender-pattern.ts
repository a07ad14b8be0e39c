/** Whether a sender, in lower case, is one of a rule's. */
export type SenderMatcher = (lowerCaseSender: string) => boolean;

const wildcard = /[*?]/;

/** The senders of a list that have no wildcard, in lower case; null when one has, so that no list of them is complete. */
export function exactSenders(senders: readonly string[]): string[] | null {
  return senders.some((sender) => wildcard.test(sender)) ? null : senders.map((sender) => sender.toLowerCase());
}

/** A matcher of whole senders in any case, where `*` stands for any characters and `?` for one. */
export function compileSenders(senders: readonly string[]): SenderMatcher {
  const lower = senders.map((sender) => sender.toLowerCase());
  const exact = new Set(lower.filter((sender) => !wildcard.test(sender)));
  const patterns = lower.filter((sender) => wildcard.test(sender));
  if (patterns.length === 0) return (sender) => exact.has(sender);
  return (sender) => exact.has(sender) || patterns.some((pattern) => matchesWildcards(pattern, sender));
}

/** Goes back to the last `*` only, so the time is at most the product of both lengths. */
function matchesWildcards(pattern: string, text: string): boolean {
  let patternIndex = 0;
  let starIndex = -1;
  let retryIndex = 0;
  for (let index = 0; index < text.length;) {
    const sign = pattern[patternIndex];
    if (sign === "*") {
      starIndex = patternIndex++;
      retryIndex = index;
    } else if (sign !== undefined && (sign === "?" || sign === text[index])) {
      patternIndex++;
      index++;
    } else if (starIndex >= 0) {
      patternIndex = starIndex + 1;
      index = ++retryIndex;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === "*") patternIndex++;
  return patternIndex === pattern.length;
}
