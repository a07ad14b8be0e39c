import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { toast } from "../../../ui/toast.ts";

const spans = ["textDays", "numberDays", "messageDays", "inboundDays"] as const;
type Span = (typeof spans)[number];

type Values = { [Name in Span]: string } & { archive: "" | "yes" | "no" };

/** How long its texts, numbers and messages are kept. Empty is as for everybody. */
export function AccountRetention({ accountId }: { accountId: string }): ReactNode {
  const retention = useQuery(read(null, "/admin/v1/accounts/{id}/retention", { params: { path: { id: accountId } } }));
  if (retention.isError) return <Failure error={retention.error} onRetry={() => void retention.refetch()} />;
  if (retention.data === undefined) return <Loading />;
  return <RetentionForm key={JSON.stringify(retention.data)} accountId={accountId} stored={retention.data} />;
}

function RetentionForm({ accountId, stored }: { accountId: string; stored: Schema<"Retention"> }): ReactNode {
  const t = useTranslations("operator.account.retention");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values>({
    defaultValues: {
      ...(Object.fromEntries(spans.map((name) => [name, stored[name] === null ? "" : String(stored[name])])) as {
        [Name in Span]: string;
      }),
      archive: stored.archive === null ? "" : stored.archive ? "yes" : "no",
    },
    submit(values) {
      const days = (name: Span): number | null => (values[name].trim() === "" ? null : Number(values[name]));
      const body = {
        textDays: days("textDays"),
        numberDays: days("numberDays"),
        messageDays: days("messageDays"),
        inboundDays: days("inboundDays"),
        archive: values.archive === "" ? null : values.archive === "yes",
      };
      return unwrap(
        clientOf(null).PUT("/admin/v1/accounts/{id}/retention", { params: { path: { id: accountId } }, body }),
      );
    },
    async onDone() {
      toast("good", common("saved"));
      await invalidate(queries, null, "/admin/v1/accounts/{id}/retention");
    },
  });
  const { effective } = stored;
  const counted = (days: number | null): string => (days === null ? t("forever") : t("days", { days }));
  return (
    <Card title={t("title")} description={t("detail")}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem problem={problem} />
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {spans.map((name) => (
            <TextField
              key={name}
              {...form.register(name)}
              label={t(`spans.${name}`)}
              hint={t("effective", { kept: counted(effective[name]) })}
              error={errorOf(name)}
              type="number"
              min={1}
              step={1}
            />
          ))}
          <SelectField
            {...form.register("archive")}
            label={t("archive")}
            hint={t("archiveHint")}
            error={errorOf("archive")}
            options={[
              { value: "", label: t("asUsual") },
              { value: "yes", label: t("yes") },
              { value: "no", label: t("no") },
            ]}
          />
        </div>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
