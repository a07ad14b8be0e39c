import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { meQuery } from "../../api/people.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useMe } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";

export function NameCard(): ReactNode {
  const t = useTranslations("profile");
  const common = useTranslations("common");
  const me = useMe();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { name: me.name },
    submit: (body) => unwrap(clientOf(null).PATCH("/people/v1/me", { body })),
    onDone(changed) {
      queries.setQueryData(meQuery.queryKey, changed);
      toast("good", common("saved"));
    },
  });
  return (
    <Card title={t("who")} description={me.email}>
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-3">
        <TextField
          {...form.register("name")}
          className="max-w-xs flex-1"
          label={t("name")}
          error={errorOf("name")}
          autoComplete="name"
          required
        />
        <Button type="submit" busy={busy}>
          {common("save")}
        </Button>
        <FormProblem problem={problem} />
      </form>
    </Card>
  );
}
