import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { Moment } from "../../ui/moment.tsx";

export type SentText = Schema<"BatchResult">["results"][number] & { to: string };

/** Beyond these the list of messages is the better place. */
const mostShown = 20;

/** What became of what was sent from this page, as it happens. */
export function SentCard({ texts }: { texts: readonly SentText[] }): ReactNode {
  const t = useTranslations("send.sent");
  return (
    <Card title={t("title")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {texts.slice(0, mostShown).map((text, place) =>
          "error" in text ? (
            <li
              key={`${texts.length - place}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5"
            >
              <span className="figures min-w-0 flex-1 font-medium break-all">{text.to}</span>
              <span className="text-[0.8125rem] text-muted">{text.error.message}</span>
              <Badge tone="bad">{t("refused")}</Badge>
            </li>
          ) : (
            <Accepted key={text.id} text={text} />
          ),
        )}
      </ul>
    </Card>
  );
}

function Accepted({ text }: { text: Extract<SentText, { id: string }> }): ReactNode {
  const t = useTranslations("send.sent");
  const account = useAccount();
  const queries = useQueryClient();
  const params = { path: { id: text.id } };
  const { data } = useQuery(read(account.id, "/v1/messages/{id}", { params }));
  const status = data?.status ?? text.status;
  const sendAt = data?.sendAt ?? text.sendAt;
  const cancel = useAction({
    run: () => unwrap(account.api.POST("/v1/messages/{id}/cancel", { params })),
    done: t("canceled"),
    onDone: () => invalidate(queries, account.id, "/v1/messages", "/v1/messages/{id}"),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
      <Link
        to="/a/$accountId/messages/$messageId"
        params={{ accountId: account.id, messageId: text.id }}
        className="figures min-w-0 flex-1 font-medium break-all underline-offset-4 hover:underline"
      >
        {data?.to ?? text.to}
      </Link>
      {status === "scheduled" && sendAt !== undefined && (
        <span className="text-[0.8125rem] text-muted">
          {t("goes")} <Moment at={sendAt} />
        </span>
      )}
      <output>
        <MessageStatusBadge status={status} />
      </output>
      {status === "scheduled" && (
        <Button size="small" busy={cancel.busy} onClick={() => cancel.run()}>
          {t("cancel")}
        </Button>
      )}
    </li>
  );
}
