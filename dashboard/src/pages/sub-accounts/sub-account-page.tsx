import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { SubAccountDetails } from "./sub-account-details.tsx";
import { SubAccountForm } from "./sub-account-form.tsx";
import { SubAccountKeys } from "./sub-account-keys.tsx";

const route = getRouteApi("/signed-in/a/$accountId/sub-accounts/$subAccountId");

export function SubAccountPage(): ReactNode {
  const t = useTranslations("subAccounts");
  const nav = useTranslations("nav");
  const common = useTranslations("common");
  const { subAccountId } = route.useParams();
  const account = useAccount();
  const queries = useQueryClient();
  const [isChanging, setIsChanging] = useState(false);
  const params = { path: { id: subAccountId } };
  const { data, error, refetch } = useQuery(read(account.id, "/v1/accounts/{id}", { params }));
  const reload = (): Promise<void> => invalidate(queries, account.id, "/v1/accounts", "/v1/accounts/{id}");
  const setStatus = useAction({
    run: (status: "active" | "suspended") =>
      unwrap(account.api.PATCH("/v1/accounts/{id}", { params, body: { status } })),
    onDone: (_changed, status) => {
      toast("good", status === "active" ? t("detail.activated") : t("detail.suspended"));
      return reload();
    },
  });
  if (data === undefined) {
    return (
      <Page title={nav("subAccount")}>
        <Card>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      </Page>
    );
  }
  const askSuspend = async (): Promise<void> => {
    const question = {
      title: t("detail.suspendTitle", { name: data.name }),
      description: t("detail.suspendDescription"),
      action: t("detail.suspendAction"),
      danger: true,
    };
    if (await confirm(question)) setStatus.run("suspended");
  };
  return (
    <Page
      title={data.name}
      actions={
        <>
          <Button icon={Pencil} onClick={() => setIsChanging(true)}>
            {t("detail.change")}
          </Button>
          {data.status === "active" ? (
            <Button busy={setStatus.busy} onClick={() => void askSuspend()}>
              {t("detail.suspend")}
            </Button>
          ) : (
            <Button busy={setStatus.busy} onClick={() => setStatus.run("active")}>
              {t("detail.activate")}
            </Button>
          )}
        </>
      }
    >
      <SubAccountDetails subAccount={data} />
      <SubAccountKeys subAccountId={data.id} />
      <Dialog open={isChanging} onOpenChange={setIsChanging} title={t("detail.change")}>
        <SubAccountForm
          subAccount={data}
          submitLabel={common("save")}
          submit={(body) => unwrap(account.api.PATCH("/v1/accounts/{id}", { params, body }))}
          onCancel={() => setIsChanging(false)}
          onDone={() => {
            setIsChanging(false);
            toast("good", t("form.saved"));
            void reload();
          }}
        />
      </Dialog>
    </Page>
  );
}
