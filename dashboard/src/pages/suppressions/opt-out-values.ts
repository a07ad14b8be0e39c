import type { Schema } from "../../api/client.ts";
import { linesOf } from "../../components/lines.ts";

type Settings = Schema<"OptOutSettings">;
export type Purpose = "stop" | "start" | "help";
export const purposes = ["stop", "start", "help"] as const satisfies readonly Purpose[];

export interface OptOutValues {
  enabled: boolean;
  fuzzy: boolean;
  locale: Settings["locale"];
  /** One a line; nothing for the built-in ones. */
  words: Record<Purpose, string>;
  /** Nothing for the built-in one. */
  replies: Record<Purpose, string>;
  silent: Record<Purpose, boolean>;
}

export function valuesOf({ enabled, fuzzy, locale, keywords, replies }: Settings): OptOutValues {
  return {
    enabled,
    fuzzy,
    locale,
    words: each((purpose) => keywords[purpose]?.join("\n") ?? ""),
    replies: each((purpose) => replies[purpose] ?? ""),
    // To the API an empty answer is none, and null the built-in one.
    silent: each((purpose) => replies[purpose] === ""),
  };
}

export function settingsOf({ words, replies, silent, ...rest }: OptOutValues): Settings {
  return {
    ...rest,
    keywords: each((purpose) => {
      const lines = linesOf(words[purpose]);
      return lines.length === 0 ? null : lines;
    }),
    replies: each((purpose) => (silent[purpose] ? "" : replies[purpose].trim() === "" ? null : replies[purpose])),
  };
}

function each<Value>(value: (purpose: Purpose) => Value): Record<Purpose, Value> {
  return { stop: value("stop"), start: value("start"), help: value("help") };
}
