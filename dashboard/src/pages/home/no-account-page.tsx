import { Building2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PersonMenu } from "../../shell/person-menu.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";

/** For a person who is in no account, or in none any more. */
export function NoAccountPage(): ReactNode {
  const t = useTranslations("shell");
  return (
    <main id="main" tabIndex={-1}>
      <Page title={t("noAccount")} narrow>
        <Empty icon={Building2} title={t("noAccount")} description={t("noAccountDetail")} />
        <div className="mx-auto w-72">
          <PersonMenu />
        </div>
      </Page>
    </main>
  );
}
