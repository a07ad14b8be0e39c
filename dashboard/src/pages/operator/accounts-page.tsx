import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "../../ui/page.tsx";

export function OperatorAccountsPage(): ReactNode {
  const t = useTranslations("nav");
  return <Page title={t("accounts")}>{null}</Page>;
}
