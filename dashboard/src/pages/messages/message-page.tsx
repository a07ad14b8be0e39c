import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ArrowLeft, CalendarX, Reply } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { MessageFacts } from "./message-facts.tsx";
import { MessageParts } from "./message-parts.tsx";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/signed-in/a/$accountId/messages/$messageId");

/** One message, whole: what it is, what became of it, and what its segments look like to a carrier. */
export function MessagePage(): ReactNode {
  const t = useTranslations("message");
  const nav = useTranslations("nav");
  const account = useAccount();
  const queries = useQueryClient();
  const { messageId } = route.useParams();
  const params = { path: { id: messageId } };
  const { data: message, error, refetch } = useQuery(read(account.id, "/v1/messages/{id}", { params }));
  const cancel = useAction({
    run: () => unwrap(account.api.POST("/v1/messages/{id}/cancel", { params })),
    done: t("canceled"),
    onDone: () => invalidate(queries, account.id, "/v1/messages", "/v1/messages/{id}"),
  });
  const askToCancel = async (): Promise<void> => {
    const request = { title: t("cancel"), description: t("cancelDetail"), action: t("cancel"), danger: true };
    if (await confirm(request)) cancel.run();
  };
  const mayWrite = account.can("messages:write");
  return (
    <Page
      title={message === undefined ? nav("message") : t("title", { to: message.to })}
      actions={
        <>
          <LinkButton to="/a/$accountId/messages" params={{ accountId: account.id }} icon={ArrowLeft}>
            {t("back")}
          </LinkButton>
          {mayWrite && message?.status === "scheduled" && (
            <Button icon={CalendarX} busy={cancel.busy} onClick={() => void askToCancel()}>
              {t("cancel")}
            </Button>
          )}
          {mayWrite && message !== undefined && (
            <LinkButton
              to="/a/$accountId/send"
              params={{ accountId: account.id }}
              search={{ to: message.to }}
              icon={Reply}
            >
              {t("again")}
            </LinkButton>
          )}
        </>
      }
    >
      {message === undefined ? (
        <Card flush>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      ) : (
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem] [&>*]:min-w-0">
          <div className="grid gap-5">
            <MessageFacts message={message} />
            {account.seesNumbers && <MessageParts message={message} />}
          </div>
          <Timeline entries={message.timeline} />
        </div>
      )}
    </Page>
  );
}
