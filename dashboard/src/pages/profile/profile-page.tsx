import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "../../ui/page.tsx";
import { AppearanceCard } from "./appearance-card.tsx";
import { NameCard } from "./name-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** The person's own: their name, how they sign in, and where they are signed in. */
export function ProfilePage(): ReactNode {
  const t = useTranslations("profile");
  return (
    <Page title={t("title")} narrow>
      <NameCard />
      <AppearanceCard />
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
    </Page>
  );
}
