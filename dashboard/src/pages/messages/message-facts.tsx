import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-field.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { Moment } from "../../ui/moment.tsx";

export function MessageFacts({ message }: { message: Schema<"Message"> }): ReactNode {
  const t = useTranslations("message");
  const send = useTranslations("send");
  const format = useFormat();
  const { priceMicros, currency, charge } = message;
  return (
    <Card
      title={t("facts")}
      actions={
        <output>
          <MessageStatusBadge status={message.status} />
        </output>
      }
    >
      <Details>
        <Detail label={t("to")}>
          <span className="figures font-medium">{message.to}</span>
        </Detail>
        <Detail label={t("from")}>{message.from}</Detail>
        <Detail label={t("createdAt")}>
          <Moment at={message.createdAt} withSeconds />
        </Detail>
        {message.sendAt !== undefined && (
          <Detail label={t("sendAt")}>
            <Moment at={message.sendAt} withSeconds />
          </Detail>
        )}
        <Detail label={t("segments")}>{format.count(message.segments)}</Detail>
        <Detail label={t("encoding")}>{send(`encodings.${message.encoding}`)}</Detail>
        <Detail label={t("lane")}>{send(`lanes.${message.lane}`)}</Detail>
        {priceMicros !== undefined && currency !== undefined && (
          <Detail label={t("price")}>
            {format.money(priceMicros, currency)}
            {charge !== undefined && <span className="text-muted"> {t(`charges.${charge}`)}</span>}
          </Detail>
        )}
        {message.errorCode !== undefined && (
          <Detail label={t("error")}>
            <span className="font-mono text-bad">{message.errorCode}</span>
          </Detail>
        )}
        {message.clientReference !== undefined && <Detail label={t("reference")}>{message.clientReference}</Detail>}
      </Details>
      <div className="mt-4 flex items-center gap-1 text-muted">
        <span className="text-xs">{t("id")}</span>
        <code className="font-mono text-xs break-all">{message.id}</code>
        <CopyButton value={message.id} />
      </div>
      <p className="mt-2 rounded-lg bg-sunken px-3.5 py-2.5 break-words whitespace-pre-wrap">{message.text}</p>
    </Card>
  );
}
