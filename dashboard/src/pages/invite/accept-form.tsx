import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf, type Schema } from "../../api/client.ts";
import type { SignInStep } from "../../api/people.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useLanguage } from "../../i18n/language-provider.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";

interface AcceptFormProps {
  token: string;
  invitation: Schema<"OpenInvitation">;
  onDone: (step: SignInStep) => void | Promise<void>;
}

/** Nothing tells beforehand whether the e-mail is known here, so the hint says what to give in either case. */
export function AcceptForm({ token, invitation, onDone }: AcceptFormProps): ReactNode {
  const t = useTranslations("invite");
  const { language } = useLanguage();
  const isReset = invitation.kind === "reset";
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { email: invitation.email ?? "", name: "", password: "" },
    submit: ({ email, name, password }) =>
      unwrap(
        clientOf(null).POST("/people/v1/invitations/{invitation}", {
          params: { path: { invitation: token } },
          body: {
            password,
            locale: language,
            ...(invitation.email === null && { email }),
            ...(!isReset && name !== "" && { name }),
          },
        }),
      ),
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
        readOnly={invitation.email !== null}
        required
      />
      {!isReset && (
        <TextField
          {...form.register("name")}
          label={t("name")}
          error={errorOf("name")}
          autoComplete="name"
          maxLength={100}
          required
        />
      )}
      <TextField
        {...form.register("password")}
        label={isReset ? t("newPassword") : t("password")}
        hint={isReset ? t("passwordHint") : t("knownHint")}
        error={errorOf("password")}
        type="password"
        autoComplete="new-password"
        minLength={12}
        required
      />
      <Button type="submit" variant="primary" busy={busy}>
        {isReset ? t("resetSubmit") : t("submit")}
      </Button>
    </form>
  );
}
