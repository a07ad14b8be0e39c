import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { InvitationsCard } from "./invitations-card.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MembersCard } from "./members-card.tsx";

/** Who may do what in the account, and who is invited. */
export function PeoplePage(): ReactNode {
  const t = useTranslations("people");
  const account = useAccount();
  const [isInviting, setIsInviting] = useState(false);
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        account.managesPeople && (
          <Button variant="primary" icon={UserPlus} onClick={() => setIsInviting(true)}>
            {t("invite")}
          </Button>
        )
      }
    >
      <MembersCard />
      <InvitationsCard />
      <InviteDialog open={isInviting} onOpenChange={setIsInviting} />
    </Page>
  );
}
