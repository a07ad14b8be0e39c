import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import type { SignInStep } from "../../api/people.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { CheckboxField, TextField } from "../../ui/fields.tsx";

export function PasswordForm({ onDone }: { onDone: (answer: SignInStep) => void | Promise<void> }): ReactNode {
  const t = useTranslations("signIn");
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { email: "", password: "", rememberMe: true },
    submit: (values) => unwrap(clientOf(null).POST("/auth/sign-in/email", { body: values })),
    onDone,
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField
        {...form.register("email")}
        label={t("email")}
        error={errorOf("email")}
        type="email"
        autoComplete="username"
        required
      />
      <TextField
        {...form.register("password")}
        label={t("password")}
        error={errorOf("password")}
        type="password"
        autoComplete="current-password"
        required
      />
      <CheckboxField {...form.register("rememberMe")} label={t("remember")} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}
