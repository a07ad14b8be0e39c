import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { chooseTheme, themes, useTheme } from "../theme/theme.ts";
import { SelectField } from "../ui/fields.tsx";

export function ThemeSelect(): ReactNode {
  const t = useTranslations("shell");
  return (
    <SelectField
      label={t("theme")}
      value={useTheme()}
      onChange={({ target: { value } }) => chooseTheme(themes.find((known) => known === value) ?? "system")}
      options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
    />
  );
}
