import { foldWords } from "./fold-words.ts";
import type { OptOutSettings } from "./opt-out-settings.ts";
import { type OptOutType, optOutTypes, optOutWords, stopAllWords } from "./opt-out-words.ts";

/** Words a text may have that counts for beginning with a word that stops. */
const fuzzyWords = 4;

export interface OptOutMatch {
  type: OptOutType;
  /** As `foldWords` gives it. */
  keyword: string;
  /** It is about all of the account's senders. */
  isForAllSenders: boolean;
}

/** What a text asks for, as a whole; null where it is a text like any other. STOP goes before START, START before HELP. */
export function matchOptOut(text: string, settings: OptOutSettings): OptOutMatch | null {
  if (!settings.enabled) return null;
  const folded = foldWords(text);
  if (folded === "") return null;
  for (const type of optOutTypes) {
    if (wordsOf(settings, type).has(folded)) return matchOf(type, folded);
  }
  if (!settings.fuzzy) return null;
  const words = folded.split(" ");
  if (words.length > fuzzyWords) return null;
  const stops = wordsOf(settings, "stop");
  for (let length = words.length - 1; length > 0; length--) {
    const beginning = foldWords(words.slice(0, length).join(" "));
    if (stops.has(beginning)) return matchOf("stop", beginning);
  }
  return null;
}

/** The answer to a text that asks for this; null for none. */
export function optOutReply(type: OptOutType, { replies, locale }: OptOutSettings): string | null {
  const reply = replies[type] ?? optOutWords[locale].replies[type];
  return reply === "" ? null : reply;
}

function wordsOf({ keywords, locale }: OptOutSettings, type: OptOutType): ReadonlySet<string> {
  const own = keywords[type];
  if (own !== null) return new Set(own.map(foldWords));
  return new Set([...optOutWords.en.keywords[type], ...optOutWords[locale].keywords[type]]);
}

function matchOf(type: OptOutType, keyword: string): OptOutMatch {
  return { type, keyword, isForAllSenders: type === "stop" && stopAllWords.includes(keyword) };
}
