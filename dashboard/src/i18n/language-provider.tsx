import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { IntlProvider } from "use-intl";
import { type Language, loadMessages, rememberLanguage } from "./language.ts";
import type { CoreMessages } from "./messages.ts";

interface LanguageChoice {
  language: Language;
  choose: (language: Language) => Promise<void>;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

interface LanguageProviderProps {
  initial: { language: Language; messages: CoreMessages };
  children: ReactNode;
}

/** The words of the chosen language; a change loads the others first, then shows all of them at once. */
export function LanguageProvider({ initial, children }: LanguageProviderProps): ReactNode {
  const [{ language, messages }, setLoaded] = useState(initial);
  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      async choose(chosen) {
        setLoaded({ language: chosen, messages: await loadMessages(chosen) });
        rememberLanguage(chosen);
        document.documentElement.lang = chosen;
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={language} messages={messages} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

/** Where the person is. */
export const timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === null) throw new Error("useLanguage is used outside of LanguageProvider");
  return choice;
}
