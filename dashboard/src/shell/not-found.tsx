import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Empty } from "../ui/states.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Page } from "../ui/page.tsx";

export function NotFound(): ReactNode {
  const t = useTranslations("shell");
  return (
    <Page title={t("notFound")}>
      <Empty
        icon={SearchX}
        title={t("notFoundTitle")}
        description={t("notFoundDetail")}
        action={<LinkButton to="/">{t("home")}</LinkButton>}
      />
    </Page>
  );
}
