import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { languageNames, languages } from "../i18n/language.ts";
import { useLanguage } from "../i18n/language-provider.tsx";
import { SelectField } from "../ui/fields.tsx";

interface LanguageSelectProps {
  hideLabel?: boolean;
  onChosen?: (language: (typeof languages)[number]) => void;
}

export function LanguageSelect({ hideLabel = true, onChosen }: LanguageSelectProps): ReactNode {
  const t = useTranslations("shell");
  const { language, choose } = useLanguage();
  return (
    <SelectField
      label={t("language")}
      hideLabel={hideLabel}
      value={language}
      onChange={({ target: { value } }) => {
        const chosen = languages.find((known) => known === value);
        if (chosen === undefined) return;
        void choose(chosen);
        onChosen?.(chosen);
      }}
      options={languages.map((value) => ({ value, label: languageNames[value] }))}
    />
  );
}
