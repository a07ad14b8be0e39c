import { type OptOutLocale, type OptOutType, optOutTypes } from "./opt-out-words.ts";

/** How STOP, START and HELP are treated. */
export interface OptOutSettings {
  /** False leaves it all to the customer: such texts are texts like any other. */
  enabled: boolean;
  /** Whose words count, besides the English ones, and whose answers are given. */
  locale: OptOutLocale;
  /** A text of up to four words counts, too, where it begins with a word that stops: `STOP PLEASE`. */
  fuzzy: boolean;
  /** In the place of the built-in words; null for those. */
  keywords: Record<OptOutType, string[] | null>;
  /** In the place of the built-in answers; null for those, empty for none. */
  replies: Record<OptOutType, string | null>;
}

/** What a number has otherwise than its account; what is left out is the account's. */
export interface OptOutOverrides {
  enabled?: boolean | undefined;
  locale?: OptOutLocale | undefined;
  fuzzy?: boolean | undefined;
  keywords?: { [Type in OptOutType]?: string[] | null | undefined } | undefined;
  replies?: { [Type in OptOutType]?: string | null | undefined } | undefined;
}

export const defaultOptOut: OptOutSettings = {
  enabled: true,
  locale: "en",
  fuzzy: false,
  keywords: { stop: null, start: null, help: null },
  replies: { stop: null, start: null, help: null },
};

/** The account's settings with what the number has otherwise. */
export function mergeOptOut(account: OptOutSettings, overrides: OptOutOverrides): OptOutSettings {
  const merged: OptOutSettings = {
    enabled: overrides.enabled ?? account.enabled,
    locale: overrides.locale ?? account.locale,
    fuzzy: overrides.fuzzy ?? account.fuzzy,
    keywords: { ...account.keywords },
    replies: { ...account.replies },
  };
  for (const type of optOutTypes) {
    const keywords = overrides.keywords?.[type];
    const reply = overrides.replies?.[type];
    if (keywords !== undefined) merged.keywords[type] = keywords;
    if (reply !== undefined) merged.replies[type] = reply;
  }
  return merged;
}
