import { useLocale, useMessages, useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";

export interface ProblemText {
  title: string;
  detail: string;
  requestId: string;
}

/** Puts errors into the person's language. The API speaks English: its own words are the fallback, and the detail for who reads it. */
export function useExplain(): (error: unknown) => ProblemText {
  const t = useTranslations("common");
  const locale = useLocale();
  const titles: Readonly<Record<string, string>> = useMessages().problems;
  return (error) => {
    if (!(error instanceof ApiError)) return { title: t("unreachable"), detail: t("unreachableDetail"), requestId: "" };
    const { code, title, detail, requestId } = error.problem;
    if (locale === "en") return { title, detail: detail === title ? "" : detail, requestId };
    const translated = titles[code];
    return { title: translated ?? title, detail: translated === undefined ? detail : "", requestId };
  };
}

export function useProblemText(error: unknown): ProblemText {
  return useExplain()(error);
}
