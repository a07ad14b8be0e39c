import { matchKeyword } from "./keyword.ts";
import type { NumberSettings } from "./number-settings.ts";
import { renderReply } from "./reply-template.ts";

interface AnsweredText {
  from: string;
  to: string;
  text: string;
  /** By which it came to the account; null where the whole number is its. */
  keyword: string | null;
}

/** What a number answers a text by itself; null for nothing. */
export function chooseReply(message: AnsweredText, settings: NumberSettings): string | null {
  const own = matchKeyword(message.text, settings.keywordReplies);
  const template = own?.text ?? settings.autoReply;
  if (template === null) return null;
  const { from, to, text } = message;
  return renderReply(template, { from, to, text, keyword: own?.keyword ?? message.keyword ?? "" });
}
