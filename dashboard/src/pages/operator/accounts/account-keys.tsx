import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { ShownOnce } from "../../../components/shown-once.tsx";
import { useAction } from "../../../forms/use-action.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Empty } from "../../../ui/states.tsx";
import { KeyForm } from "../../keys/key-form.tsx";
import { RotateDialog } from "../../keys/rotate-dialog.tsx";
import { useKeyColumns } from "../../keys/use-key-columns.tsx";

type Key = Schema<"Key">;

/** The account's keys, as its own people see them. */
export function AccountKeys({ accountId }: { accountId: string }): ReactNode {
  const t = useTranslations("keys");
  const queries = useQueryClient();
  const keys = useQuery(read(accountId, "/v1/keys"));
  const [isMaking, setIsMaking] = useState(false);
  const [rotating, setRotating] = useState<Key | null>(null);
  const [made, setMade] = useState<Schema<"CreatedKey"> | null>(null);
  const { run: runRevoke } = useAction({
    run: (keyId: string) => unwrap(clientOf(accountId).DELETE("/v1/keys/{keyId}", { params: { path: { keyId } } })),
    done: t("revoked"),
    onDone: () => invalidate(queries, accountId, "/v1/keys"),
  });
  const nameOf = useCallback(({ name, lastFour }: Key): string => name ?? t("endsIn", { lastFour }), [t]);
  const revoke = useCallback(
    async (key: Key): Promise<void> => {
      const request = {
        title: t("revokeTitle", { name: nameOf(key) }),
        description: t("revokeDescription"),
        action: t("revokeAction"),
        danger: true,
      };
      if (await confirm(request)) runRevoke(key.id);
    },
    [t, nameOf, runRevoke],
  );
  const show = (key: Schema<"CreatedKey">): void => {
    setIsMaking(false);
    setRotating(null);
    setMade(key);
    void invalidate(queries, accountId, "/v1/keys");
  };
  return (
    <Card
      title={t("title")}
      flush
      actions={
        <Button icon={Plus} onClick={() => setIsMaking(true)}>
          {t("create")}
        </Button>
      }
    >
      <DataTable
        label={t("title")}
        columns={useKeyColumns({ rotate: setRotating, revoke: (key) => void revoke(key) })}
        rows={keys.data?.data}
        idOf={({ id }) => id}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        empty={<Empty icon={KeyRound} title={t("empty")} description={t("emptyDetail")} />}
      />
      <Dialog open={isMaking} onOpenChange={setIsMaking} title={t("create")} wide>
        <KeyForm onMade={show} onCancel={() => setIsMaking(false)} />
      </Dialog>
      {rotating !== null && (
        <RotateDialog rotating={rotating} name={nameOf(rotating)} onMade={show} onClose={() => setRotating(null)} />
      )}
      <ShownOnce title={t("created")} label={t("key")} secret={made?.key ?? null} onClose={() => setMade(null)} />
    </Card>
  );
}
