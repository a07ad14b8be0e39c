import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { ShownOnce } from "../../components/shown-once.tsx";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Empty } from "../../ui/states.tsx";
import { KeyForm } from "../keys/key-form.tsx";

/** Keys of the sub-account, which its parent makes and revokes. */
export function SubAccountKeys({ subAccountId }: { subAccountId: string }): ReactNode {
  const t = useTranslations("subAccounts.detail");
  const keyTexts = useTranslations("keys");
  const account = useAccount();
  const queries = useQueryClient();
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const path = { id: subAccountId };
  const keys = useQuery(read(account.id, "/v1/accounts/{id}/keys", { params: { path } }));
  const reload = (): Promise<void> => invalidate(queries, account.id, "/v1/accounts/{id}/keys");
  const { run: revoke } = useAction({
    run: (keyId: string) =>
      unwrap(account.api.DELETE("/v1/accounts/{id}/keys/{keyId}", { params: { path: { id: subAccountId, keyId } } })),
    done: keyTexts("revoked"),
    onDone: reload,
  });
  const askRevoke = useCallback(
    async ({ id, name, lastFour }: Schema<"Key">): Promise<void> => {
      const question = {
        title: keyTexts("revokeTitle", { name: name ?? keyTexts("endsIn", { lastFour }) }),
        description: keyTexts("revokeDescription"),
        action: keyTexts("revokeAction"),
        danger: true,
      };
      if (await confirm(question)) revoke(id);
    },
    [keyTexts, revoke],
  );
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Key">>()((column) => [
        column.accessor("name", {
          header: keyTexts("columns.name"),
          meta: { grow: true },
          cell: ({ getValue }) => getValue() ?? keyTexts("unnamed"),
        }),
        column.accessor("lastFour", {
          header: keyTexts("columns.key"),
          cell: ({ getValue }) => (
            <span className="font-mono text-xs text-muted">{keyTexts("endsIn", { lastFour: getValue() })}</span>
          ),
        }),
        column.accessor("lastUsedAt", {
          header: keyTexts("columns.lastUsed"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            return at === null ? keyTexts("neverUsed") : <Moment at={at} />;
          },
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{t("revoke")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => (
            <Button size="small" onClick={() => void askRevoke(original)}>
              {t("revoke")}
            </Button>
          ),
        }),
      ]),
    [t, keyTexts, askRevoke],
  );
  return (
    <Card
      title={t("keys")}
      flush
      actions={
        <Button size="small" icon={Plus} onClick={() => setIsMaking(true)}>
          {t("newKey")}
        </Button>
      }
    >
      <DataTable
        label={t("keys")}
        columns={columns}
        rows={keys.data?.data}
        idOf={({ id }) => id}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        empty={<Empty icon={KeyRound} title={t("noKeys")} />}
      />
      <Dialog open={isMaking} onOpenChange={setIsMaking} title={t("newKey")} wide>
        <KeyForm
          make={(body) => unwrap(account.api.POST("/v1/accounts/{id}/keys", { params: { path }, body }))}
          onCancel={() => setIsMaking(false)}
          onMade={({ key }) => {
            setIsMaking(false);
            setSecret(key);
            void reload();
          }}
        />
      </Dialog>
      <ShownOnce title={t("newKeyMade")} label={keyTexts("key")} secret={secret} onClose={() => setSecret(null)} />
    </Card>
  );
}
