import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { KeyForm } from "./key-form.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { useKeyColumns } from "./use-key-columns.tsx";

/** The account's keys. A new one is shown once, where it was made. */
export function KeysPage(): ReactNode {
  const t = useTranslations("keys");
  const account = useAccount();
  const queries = useQueryClient();
  const keys = useQuery(read(account.id, "/v1/keys"));
  const [isMaking, setIsMaking] = useState(false);
  const [rotating, setRotating] = useState<Schema<"Key"> | null>(null);
  const [made, setMade] = useState<Schema<"CreatedKey"> | null>(null);

  const revoke = useAction({
    run: (keyId: string) => unwrap(account.api.DELETE("/v1/keys/{keyId}", { params: { path: { keyId } } })),
    done: t("revoked"),
    onDone: () => invalidate(queries, account.id, "/v1/keys"),
  });
  const nameOf = useCallback(({ name, lastFour }: Schema<"Key">): string => name ?? t("endsIn", { lastFour }), [t]);
  const runRevoke = revoke.run;
  const askRevoke = useCallback(
    async (key: Schema<"Key">): Promise<void> => {
      const yes = await confirm({
        title: t("revokeTitle", { name: nameOf(key) }),
        description: t("revokeDescription"),
        action: t("revokeAction"),
        danger: true,
      });
      if (yes) runRevoke(key.id);
    },
    [t, nameOf, runRevoke],
  );
  const columns = useKeyColumns({ rotate: setRotating, revoke: askRevoke });

  const show = (key: Schema<"CreatedKey">): void => {
    setIsMaking(false);
    setRotating(null);
    setMade(key);
    void invalidate(queries, account.id, "/v1/keys");
  };
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <Button variant="primary" icon={Plus} onClick={() => setIsMaking(true)}>
          {t("create")}
        </Button>
      }
    >
      <PagedTable
        label={t("title")}
        columns={columns}
        query={keys}
        idOf={({ id }) => id}
        empty={<Empty icon={KeyRound} title={t("empty")} description={t("emptyDetail")} />}
      />
      <Dialog open={isMaking} onOpenChange={setIsMaking} title={t("create")} wide>
        <KeyForm onMade={show} onCancel={() => setIsMaking(false)} />
      </Dialog>
      {rotating !== null && (
        <RotateDialog rotating={rotating} name={nameOf(rotating)} onMade={show} onClose={() => setRotating(null)} />
      )}
      <ShownOnce title={t("created")} label={t("key")} secret={made?.key ?? null} onClose={() => setMade(null)} />
    </Page>
  );
}
