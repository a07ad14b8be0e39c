import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import type { ButtonVariant } from "../../ui/button-style.ts";
import { TextField } from "../../ui/fields.tsx";

interface PasswordAgainProps<Answer> {
  submit: (password: string) => Promise<Answer>;
  onDone: (answer: Answer) => void | Promise<void>;
  action: string;
  variant?: ButtonVariant;
}

/** What touches the sign-in asks who is there, though they are signed in: a screen left open is not enough. */
export function PasswordAgain<Answer>({
  submit,
  onDone,
  action,
  variant = "primary",
}: PasswordAgainProps<Answer>): ReactNode {
  const t = useTranslations("profile.password");
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { password: "" },
    submit: ({ password }) => submit(password),
    onDone,
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField
        {...form.register("password")}
        label={t("current")}
        error={errorOf("password")}
        type="password"
        autoComplete="current-password"
        required
      />
      <Button type="submit" variant={variant} busy={busy} className="justify-self-end">
        {action}
      </Button>
    </form>
  );
}
