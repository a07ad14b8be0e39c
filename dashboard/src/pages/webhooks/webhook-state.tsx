import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";

export function WebhookState({ webhook }: { webhook: Schema<"Webhook"> }): ReactNode {
  const t = useTranslations("webhooks.states");
  const { enabled, disabledReason } = webhook;
  if (disabledReason !== null) {
    return (
      <Badge tone="bad" dot>
        {t(disabledReason)}
      </Badge>
    );
  }
  return (
    <Badge tone={enabled ? "good" : "neutral"} dot>
      {enabled ? t("active") : t("paused")}
    </Badge>
  );
}
