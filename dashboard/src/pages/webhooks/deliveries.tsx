import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PackageOpen, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CursorPager } from "../../ui/cursor-pager.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/states.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { useDeliveryColumns } from "./use-delivery-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/webhooks/$webhookId");
const pageSize = 25;

/** Each attempt, the last one first. */
export function Deliveries({ webhookId }: { webhookId: string }): ReactNode {
  const t = useTranslations("webhooks.deliveries");
  const account = useAccount();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const [shown, setShown] = useState<Schema<"WebhookDelivery"> | null>(null);
  const columns = useDeliveryColumns(setShown);
  const query = { limit: pageSize, ...defined({ cursor }) };
  const deliveries = useQuery({
    ...read(account.id, "/v1/webhooks/{id}/deliveries", { params: { path: { id: webhookId }, query } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      title={t("title")}
      flush
      actions={
        <Button size="small" icon={RefreshCw} busy={deliveries.isFetching} onClick={() => void deliveries.refetch()}>
          {t("refresh")}
        </Button>
      }
    >
      <DataTable
        label={t("title")}
        columns={columns}
        rows={deliveries.data?.data}
        idOf={({ webhookId: id, at, attempt }) => `${id} ${at} ${attempt}`}
        error={deliveries.error}
        onRetry={() => void deliveries.refetch()}
        empty={<Empty icon={PackageOpen} title={t("empty")} description={t("emptyDetail")} />}
        footer={
          <CursorPager
            cursor={cursor}
            nextCursor={deliveries.data?.nextCursor}
            busy={deliveries.isPlaceholderData}
            onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
          />
        }
      />
      {shown !== null && <DeliveryDialog webhookId={webhookId} delivery={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}
