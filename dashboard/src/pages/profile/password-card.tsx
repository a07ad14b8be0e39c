import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";

export function PasswordCard(): ReactNode {
  const t = useTranslations("profile.password");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { currentPassword: "", newPassword: "" },
    submit: (body) => unwrap(clientOf(null).POST("/auth/change-password", { body })),
    async onDone() {
      form.reset();
      toast("good", t("changed"));
      await invalidate(queries, null, "/people/v1/sessions");
    },
  });
  return (
    <Card title={t("title")} description={t("description")}>
      <form onSubmit={onSubmit} className="grid max-w-xl gap-4 sm:grid-cols-2">
        <TextField
          {...form.register("currentPassword")}
          label={t("current")}
          error={errorOf("currentPassword")}
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          {...form.register("newPassword")}
          label={t("new")}
          hint={t("hint")}
          error={errorOf("newPassword")}
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
        />
        <div className="grid justify-items-start gap-3 sm:col-span-2">
          <FormProblem problem={problem} />
          <Button type="submit" busy={busy}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
