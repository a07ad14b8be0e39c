import { createTranslator } from "use-intl/core";
import { messages as english } from "../../src/i18n/en/index.ts";
import { messages as spanish } from "../../src/i18n/es/index.ts";
import "../../src/i18n/messages.ts";

/** The dashboard's own words, for tests that press what they name. */
export function translator(language: "en" | "es") {
  return createTranslator({ locale: language, messages: language === "es" ? (spanish as typeof english) : english });
}
