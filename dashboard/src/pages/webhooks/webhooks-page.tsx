import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, Webhook } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { columnsOf } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookState } from "./webhook-state.tsx";

export function WebhooksPage(): ReactNode {
  const t = useTranslations("webhooks");
  const account = useAccount();
  const queries = useQueryClient();
  const webhooks = useQuery(read(account.id, "/v1/webhooks"));
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const accountId = account.id;
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Webhook">>()((column) => [
        column.accessor("url", {
          header: t("columns.url"),
          meta: { grow: true },
          cell: ({ row: { original: webhook } }) => (
            <>
              <Link
                to="/a/$accountId/webhooks/$webhookId"
                params={{ accountId, webhookId: webhook.id }}
                className="font-medium underline-offset-4 hover:underline"
              >
                {webhook.url}
              </Link>
              {webhook.description !== "" && <p className="truncate text-xs text-muted">{webhook.description}</p>}
            </>
          ),
        }),
        column.accessor("events", {
          header: t("columns.events"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) =>
            getValue().includes("*") ? t("everyEvent") : t("eventCount", { count: getValue().length }),
        }),
        column.display({
          id: "state",
          header: t("columns.state"),
          cell: ({ row: { original } }) => <WebhookState webhook={original} />,
        }),
        column.accessor("updatedAt", {
          header: t("columns.changed"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t, accountId],
  );
  const addButton = (
    <Button variant="primary" icon={Plus} onClick={() => setIsMaking(true)}>
      {t("create")}
    </Button>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={addButton}>
      <PagedTable
        label={t("title")}
        columns={columns}
        query={webhooks}
        idOf={({ id }) => id}
        empty={<Empty icon={Webhook} title={t("empty")} description={t("emptyDetail")} />}
      />
      <Dialog open={isMaking} onOpenChange={setIsMaking} title={t("create")} wide>
        <WebhookForm
          webhook={null}
          submitLabel={t("form.submit")}
          submit={(body) => unwrap(account.api.POST("/v1/webhooks", { body }))}
          onCancel={() => setIsMaking(false)}
          onDone={(webhook) => {
            setIsMaking(false);
            setSecret(webhook.secret ?? null);
            toast("good", t("made"));
            void invalidate(queries, account.id, "/v1/webhooks");
          }}
        />
      </Dialog>
      <ShownOnce title={t("made")} label={t("secret")} secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}
