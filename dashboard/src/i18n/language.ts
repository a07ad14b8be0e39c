import type { CoreMessages, Messages } from "./messages.ts";

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, so that everybody finds theirs. */
export const languageNames: Record<Language, string> = { en: "English", es: "Español" };

const storageKey = "heliograph.language";

/** The one chosen here before, or else the browser's first that there is. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find(isLanguage) ?? "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}

/** Each language is a file of its own: nobody loads the other. */
export async function loadMessages(language: Language): Promise<CoreMessages> {
  return language === "es" ? (await import("./es/core.ts")).core : (await import("./en/core.ts")).core;
}

/** What the operators' pages say beyond that. */
export async function loadOperatorMessages(language: Language): Promise<Messages["operator"]> {
  return language === "es"
    ? (await import("./es/operator/index.ts")).operator
    : (await import("./en/operator/index.ts")).operator;
}

function isLanguage(tag: string | null): tag is Language {
  return languages.some((language) => language === tag);
}
