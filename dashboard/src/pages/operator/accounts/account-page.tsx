import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CirclePause, CirclePlay, LogIn } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { defined } from "../../../routes/search.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page } from "../../../ui/page.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { type Account, changeAccount, invalidateAccount } from "./account-calls.ts";
import { AccountKeys } from "./account-keys.tsx";
import { AccountMoney } from "./account-money.tsx";
import { AccountRetention } from "./account-retention.tsx";
import { AccountSenders } from "./account-senders.tsx";
import { AccountSettings } from "./account-settings.tsx";
import { SubAccounts } from "./sub-accounts.tsx";

export type AccountTab = "settings" | "senders" | "keys" | "money" | "retention" | "subAccounts";

const route = getRouteApi("/signed-in/operator/accounts/$accountId");

export function AccountPage(): ReactNode {
  const t = useTranslations("operator.account");
  const statuses = useTranslations("operatorAccounts.status");
  const { accountId } = route.useParams();
  const { tab = "settings", cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const account = useQuery(read(null, "/admin/v1/accounts/{id}", { params: { path: { id: accountId } } }));
  const { data } = account;
  if (data === undefined) {
    return (
      <Page title={t("title")}>
        <Card>
          {account.isError ? <Failure error={account.error} onRetry={() => void account.refetch()} /> : <Loading />}
        </Card>
      </Page>
    );
  }
  const onCursor = (next: string | undefined): void => void navigate({ search: defined({ tab, cursor: next }) });
  return (
    <Page
      title={data.name}
      description={
        <span className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-xs">{data.id}</code>
          <Badge tone={data.status === "active" ? "good" : "warn"} dot>
            {statuses(data.status)}
          </Badge>
        </span>
      }
      actions={<Actions account={data} />}
    >
      <Tabs<AccountTab>
        label={t("title")}
        value={tab}
        onChange={(next) => void navigate({ search: defined({ tab: next === "settings" ? undefined : next }) })}
        tabs={[
          { value: "settings", label: t("tabs.settings"), content: <AccountSettings account={data} /> },
          { value: "senders", label: t("tabs.senders"), content: <AccountSenders accountId={accountId} /> },
          { value: "keys", label: t("tabs.keys"), content: <AccountKeys accountId={accountId} /> },
          {
            value: "money",
            label: t("tabs.money"),
            content: <AccountMoney accountId={accountId} cursor={cursor} onCursor={onCursor} />,
          },
          { value: "retention", label: t("tabs.retention"), content: <AccountRetention accountId={accountId} /> },
          {
            value: "subAccounts",
            label: t("tabs.subAccounts"),
            content: <SubAccounts account={data} cursor={cursor} onCursor={onCursor} />,
          },
        ]}
      />
    </Page>
  );
}

function Actions({ account: { id, name, status } }: { account: Account }): ReactNode {
  const t = useTranslations("operator.account");
  const queries = useQueryClient();
  const change = useAction({
    run: (next: Account["status"]) => changeAccount(id, { status: next }),
    done: t("statusChanged"),
    onDone: () => invalidateAccount(queries),
  });
  const suspend = async (): Promise<void> => {
    const request = {
      title: t("suspendTitle", { name }),
      description: t("suspendDetail"),
      action: t("suspend"),
      danger: true,
    };
    if (await confirm(request)) change.run("suspended");
  };
  return (
    <>
      {status === "active" ? (
        <Button icon={CirclePause} busy={change.busy} onClick={() => void suspend()}>
          {t("suspend")}
        </Button>
      ) : (
        <Button icon={CirclePlay} busy={change.busy} onClick={() => change.run("active")}>
          {t("activate")}
        </Button>
      )}
      <LinkButton to="/a/$accountId/overview" params={{ accountId: id }} variant="primary" icon={LogIn}>
        {t("act")}
      </LinkButton>
    </>
  );
}
