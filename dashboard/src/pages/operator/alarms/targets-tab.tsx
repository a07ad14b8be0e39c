import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing, Pencil, Plus, Send, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { toast } from "../../../ui/toast.ts";
import { TargetDialog } from "./target-dialog.tsx";
import { inputOf, saveTargets, type Target, type TargetInput } from "./target-calls.ts";

/** Who is told of alarms, and how. */
export function TargetsTab(): ReactNode {
  const t = useTranslations("operator.alarms");
  const queries = useQueryClient();
  const targets = useQuery(read(null, "/admin/v1/alarm-targets"));
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  // Undefined: closed. Null: a new one.
  const [edited, setEdited] = useState<Target | null>();
  const onSaved = async ({ secrets: made }: Schema<"SavedAlarmTargets">): Promise<void> => {
    setSecrets(made);
    setEdited(undefined);
    await invalidate(queries, null, "/admin/v1/alarm-targets");
  };
  const stored = targets.data?.targets ?? [];
  const save = (inputs: TargetInput[]): Promise<Schema<"SavedAlarmTargets">> =>
    saveTargets(inputs, targets.data?.version ?? 0);
  const remove = useAction({
    run: (id: string) => save(stored.filter((target) => target.id !== id).map(inputOf)),
    done: t("targetRemoved"),
    onDone: onSaved,
  });
  if (targets.isError) return <Failure error={targets.error} onRetry={() => void targets.refetch()} />;
  if (targets.data === undefined) return <Loading />;
  const askToRemove = async (id: string): Promise<void> => {
    const request = { title: t("removeTitle", { target: id }), description: t("removeDetail"), action: t("remove") };
    if (await confirm({ ...request, danger: true })) remove.run(id);
  };
  return (
    <div className="grid gap-4">
      {Object.entries(secrets).map(([id, secret]) => (
        <Notice key={id} tone="warn">
          <p className="mb-2">{t("secretOnce")}</p>
          <CopyField label={t("secretOf", { target: id })} value={secret} />
        </Notice>
      ))}
      <Card
        title={t("targets")}
        description={t("targetsDetail")}
        flush
        actions={
          <Button icon={Plus} onClick={() => setEdited(null)}>
            {t("newTarget")}
          </Button>
        }
      >
        {stored.length === 0 ? (
          <Empty icon={BellRing} title={t("noTargets")} description={t("noTargetsDetail")} />
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {stored.map((target) => (
              <li key={target.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {target.id}
                    <Badge>{t(`kinds.${target.kind}`)}</Badge>
                    {!target.enabled && <Badge>{t("off")}</Badge>}
                  </p>
                  <p className="text-[0.8125rem] break-all text-muted">
                    {target.kind === "text" ? target.to.join(", ") : target.url}
                  </p>
                </div>
                <TestButton id={target.id} />
                <IconButton
                  icon={Pencil}
                  label={t("editTarget", { target: target.id })}
                  onClick={() => setEdited(target)}
                />
                <IconButton
                  icon={Trash2}
                  label={t("removeTarget", { target: target.id })}
                  busy={remove.input === target.id}
                  onClick={() => void askToRemove(target.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {edited !== undefined && (
        <TargetDialog
          target={edited}
          onClose={() => setEdited(undefined)}
          submit={(input) => save([...stored.filter(({ id }) => id !== edited?.id).map(inputOf), input])}
          onSaved={onSaved}
        />
      )}
    </div>
  );
}

function TestButton({ id }: { id: string }): ReactNode {
  const t = useTranslations("operator.alarms");
  const test = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/alarm-targets/{id}/test", { params: { path: { id } } })),
    onDone({ delivered, status, error }) {
      const detail = error ?? (status === null ? "" : `HTTP ${status}`);
      if (delivered) toast("good", t("testDelivered", { target: id }), detail);
      else toast("bad", t("testFailed", { target: id }), detail);
    },
  });
  return (
    <Button
      size="small"
      icon={Send}
      busy={test.busy}
      onClick={() => test.run()}
      aria-label={t("testTarget", { target: id })}
    >
      {t("test")}
    </Button>
  );
}
