import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { Skeleton } from "../../ui/states.tsx";

const statuses = ["delivered", "undelivered", "expired", "rejected", "failed", "unknown", "canceled"] as const;

/** How many came to what; each leads to those messages. */
export function Outcomes({ numbers }: { numbers: Schema<"TrafficNumbers"> | undefined }): ReactNode {
  const t = useTranslations("overview");
  const format = useFormat();
  const account = useAccount();
  return (
    <Card title={t("outcomes")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {statuses.map((status) => (
          <li key={status} className="flex items-center justify-between gap-4 px-4 py-2.5 sm:px-5">
            <Link
              to="/a/$accountId/messages"
              params={{ accountId: account.id }}
              search={{ status }}
              className="rounded-full hover:brightness-95"
            >
              <MessageStatusBadge status={status} />
            </Link>
            <span className="figures font-medium">
              {numbers === undefined ? <Skeleton className="h-4 w-10" /> : format.count(numbers[status])}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
