import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { MessageStatus } from "#sms/status.ts";
import { Badge, type Tone } from "./badge.tsx";

const tones: Record<MessageStatus, Tone> = {
  accepted: "neutral",
  scheduled: "info",
  queued: "neutral",
  sent: "info",
  unknown: "warn",
  delivered: "good",
  undelivered: "bad",
  expired: "bad",
  rejected: "bad",
  failed: "bad",
  canceled: "neutral",
};

export function MessageStatusBadge({ status }: { status: MessageStatus }): ReactNode {
  const t = useTranslations("statuses");
  return (
    <Badge tone={tones[status]} dot>
      {t(status)}
    </Badge>
  );
}
