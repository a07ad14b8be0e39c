import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import { timeZone } from "./language-provider.tsx";
import { loadOperatorMessages } from "./language.ts";

/** The words of the operators' pages, which customers never load. */
export function OperatorWords({ children }: { children: ReactNode }): ReactNode {
  const language = useLocale();
  const core = useMessages();
  const { data: operator } = useSuspenseQuery({
    queryKey: ["words", "operator", language],
    queryFn: () => loadOperatorMessages(language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const messages = useMemo(() => ({ ...core, operator }), [core, operator]);
  return (
    <IntlProvider locale={language} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
