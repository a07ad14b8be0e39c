import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { meQuery } from "../../api/people.ts";
import { useAction } from "../../forms/use-action.ts";
import type { Language } from "../../i18n/language.ts";
import { LanguageSelect } from "../../shell/language-select.tsx";
import { ThemeSelect } from "../../shell/theme-select.tsx";
import { Card } from "../../ui/card.tsx";

/** The language is the person's, wherever they sign in; the theme is this browser's. */
export function AppearanceCard(): ReactNode {
  const t = useTranslations("profile");
  const queries = useQueryClient();
  const save = useAction({
    run: (locale: Language) => unwrap(clientOf(null).PATCH("/people/v1/me", { body: { locale } })),
    onDone: (changed) => queries.setQueryData(meQuery.queryKey, changed),
  });
  return (
    <Card title={t("appearance")}>
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <LanguageSelect hideLabel={false} onChosen={(language) => save.run(language)} />
        <ThemeSelect />
      </div>
    </Card>
  );
}
