import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CheckboxField, TextField } from "../../../ui/fields.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { toast } from "../../../ui/toast.ts";
import { Refusal } from "../shared/refusal.tsx";
import { invalidateAccount } from "./account-calls.ts";
import { emptySender, sendersOf, type SendersValues, sendersValues } from "./sender-values.ts";

/** The senders it may use: any, or those that are registered. */
export function AccountSenders({ accountId }: { accountId: string }): ReactNode {
  const senders = useQuery(read(null, "/admin/v1/accounts/{id}/senders", { params: { path: { id: accountId } } }));
  if (senders.isError) return <Failure error={senders.error} onRetry={() => void senders.refetch()} />;
  if (senders.data === undefined) return <Loading />;
  return <SendersForm key={JSON.stringify(senders.data)} accountId={accountId} stored={senders.data} />;
}

function SendersForm({ accountId, stored }: { accountId: string; stored: Schema<"Senders"> }): ReactNode {
  const t = useTranslations("operator.account.senders");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem } = useApiForm<SendersValues>({
    defaultValues: sendersValues(stored),
    submit: (values) =>
      unwrap(
        clientOf(null).PUT("/admin/v1/accounts/{id}/senders", {
          params: { path: { id: accountId } },
          body: sendersOf(values, stored),
        }),
      ),
    async onDone() {
      toast("good", common("saved"));
      await invalidateAccount(queries);
    },
    fieldOf: () => undefined,
  });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "senders", keyName: "key" });
  const { register } = form;
  const isOpen = form.watch("isOpen");
  return (
    <Card title={t("title")} description={t("detail")}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <Refusal problem={problem} />
        <CheckboxField {...register("isOpen")} label={t("any")} hint={t("anyHint")} />
        {isOpen && stored.senderPools.length > 0 && <Notice tone="warn">{t("poolsGo")}</Notice>}
        {!isOpen && (
          <>
            {fields.map((sender, index) => (
              <div
                key={sender.key}
                className="grid grid-cols-[1fr_auto] items-end gap-3 sm:grid-cols-[1fr_1fr_7rem_auto]"
              >
                <TextField {...register(`senders.${index}.address`)} label={t("address")} required />
                <TextField
                  {...register(`senders.${index}.countries`)}
                  label={t("countries")}
                  placeholder={t("everywhere")}
                  className="max-sm:col-start-1"
                />
                <CheckboxField {...register(`senders.${index}.isActive`)} label={t("active")} className="pb-2" />
                <IconButton
                  icon={Trash2}
                  label={t("remove", { sender: sender.address })}
                  onClick={() => remove(index)}
                />
              </div>
            ))}
            <div>
              <Button size="small" icon={Plus} onClick={() => append(emptySender)}>
                {t("add")}
              </Button>
            </div>
          </>
        )}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
