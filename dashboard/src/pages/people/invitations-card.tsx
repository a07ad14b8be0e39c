import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MailOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Empty, Failure, Loading } from "../../ui/states.tsx";

/** Links that were handed on and not used yet. */
export function InvitationsCard(): ReactNode {
  const t = useTranslations("people");
  const roleNames = useTranslations("roles");
  const account = useAccount();
  const queries = useQueryClient();
  const invitations = useQuery(read(account.id, "/people/v1/invitations"));
  const revoke = useAction({
    run: (invitation: string) =>
      unwrap(account.api.DELETE("/people/v1/invitations/{invitation}", { params: { path: { invitation } } })),
    done: t("revoked"),
    onDone: () => invalidate(queries, account.id, "/people/v1/invitations"),
  });
  return (
    <Card title={t("invitations")} description={t("invitationsDetail")} flush>
      {invitations.isError ? (
        <Failure error={invitations.error} onRetry={() => void invitations.refetch()} />
      ) : invitations.data === undefined ? (
        <Loading rows={2} />
      ) : invitations.data.data.length === 0 ? (
        <Empty icon={MailOpen} title={t("noInvitations")} />
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {invitations.data.data.map(({ id, email, role, expiresAt, invitedBy }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-5">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  <span className="break-all">{email}</span>
                  {role !== null && <Badge>{roleNames(role)}</Badge>}
                </p>
                <p className="text-[0.8125rem] text-muted">
                  {t("invitedBy", { person: invitedBy })} · {t("until")} <Moment at={expiresAt} />
                </p>
              </div>
              {account.managesPeople && (
                <Button size="small" busy={revoke.input === id} onClick={() => revoke.run(id)}>
                  {t("revoke")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
