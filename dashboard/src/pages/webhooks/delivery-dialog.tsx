import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { EventPayload } from "./event-payload.tsx";
import { outcomeTones } from "./use-delivery-columns.tsx";

interface DeliveryDialogProps {
  webhookId: string;
  delivery: Schema<"WebhookDelivery">;
  onClose: () => void;
}

/** One attempt, with what was sent and what came back. */
export function DeliveryDialog({ webhookId, delivery, onClose }: DeliveryDialogProps): ReactNode {
  const t = useTranslations("webhooks.deliveries");
  const format = useFormat();
  const account = useAccount();
  const replay = useAction({
    run: (eventId: string) =>
      unwrap(account.api.POST("/v1/webhooks/{id}/replay", { params: { path: { id: webhookId } }, body: { eventId } })),
    done: t("replayed"),
  });
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={t("detailTitle")}>
      <div className="grid gap-5">
        <Details>
          <Detail label={t("columns.at")}>
            <Moment at={delivery.at} withSeconds />
          </Detail>
          <Detail label={t("columns.outcome")}>
            <Badge tone={outcomeTones[delivery.outcome]} dot>
              {t(`outcomes.${delivery.outcome}`)}
            </Badge>
          </Detail>
          <Detail label={t("columns.status")}>{delivery.status ?? t("noAnswer")}</Detail>
          <Detail label={t("columns.attempt")}>{format.count(delivery.attempt)}</Detail>
          <Detail label={t("columns.duration")}>{format.duration(delivery.durationMs)}</Detail>
          {delivery.nextAttemptAt !== null && (
            <Detail label={t("nextAttempt")}>
              <Moment at={delivery.nextAttemptAt} withSeconds />
            </Detail>
          )}
          {delivery.error !== null && <Detail label={t("error")}>{delivery.error}</Detail>}
          {delivery.webhookId !== null && (
            <Detail label={t("webhookId")}>
              <span className="font-mono text-xs break-all">{delivery.webhookId}</span>
            </Detail>
          )}
        </Details>
        <div className="min-w-0">
          <h3 className="mb-1 text-xs font-medium text-muted">{t("response")}</h3>
          {delivery.response === "" ? (
            <p className="text-muted">{t("noBody")}</p>
          ) : (
            <pre className="max-h-48 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
              {delivery.response}
            </pre>
          )}
        </div>
        <div className="grid min-w-0 gap-3">
          <h3 className="text-xs font-medium text-muted">{t("eventIds")}</h3>
          {delivery.eventIds.map((eventId) => (
            <div key={eventId} className="grid gap-2">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <code className="min-w-0 font-mono text-xs break-all">{eventId}</code>
                <Button
                  size="small"
                  icon={Undo2}
                  busy={replay.busy && replay.input === eventId}
                  onClick={() => replay.run(eventId)}
                >
                  {t("replayOne")}
                </Button>
              </div>
              {account.can("events:read") && <EventPayload eventId={eventId} />}
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
