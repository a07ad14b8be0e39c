import { getRouteApi } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../../api/api-error.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../ui/states.tsx";
import { ReplyForm } from "./reply-form.tsx";
import { ThreadView } from "./thread-view.tsx";
import { useThread } from "./use-thread.ts";

const route = getRouteApi("/signed-in/a/$accountId/conversations/$number/$peer");

/** One handset and one of the account's numbers. */
export function ConversationPage(): ReactNode {
  const t = useTranslations("conversations.thread");
  const { number, peer } = route.useParams();
  const account = useAccount();
  const thread = useThread(number, peer);
  const isEmpty = thread.error instanceof ApiError && thread.error.code === "not_found";
  return (
    <Page narrow title={t("title", { peer })} description={t("through", { number })}>
      <Card flush>
        {thread.texts !== undefined ? (
          <ThreadView
            texts={thread.texts}
            hasOlder={thread.hasOlder}
            isLoadingOlder={thread.isLoadingOlder}
            onOlder={thread.loadOlder}
          />
        ) : isEmpty ? (
          <Empty icon={MessagesSquare} title={t("empty")} />
        ) : thread.error !== null ? (
          <Failure error={thread.error} onRetry={thread.retry} />
        ) : (
          <Loading rows={6} />
        )}
        {account.can("messages:write") && <ReplyForm number={number} peer={peer} onSent={thread.addSent} />}
      </Card>
    </Page>
  );
}
