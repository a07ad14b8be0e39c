import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { CheckboxField, TextField } from "../../ui/fields.tsx";

interface CodeFormProps {
  onDone: () => Promise<void>;
  onBack: () => void;
}

/** The second factor: a code of the app, or one that was kept for the day it is lost. */
export function CodeForm({ onDone, onBack }: CodeFormProps): ReactNode {
  const t = useTranslations("signIn.code");
  const api = clientOf(null);
  const [isBackup, setIsBackup] = useState(false);
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { code: "", trustDevice: false },
    submit: ({ code, trustDevice }) =>
      isBackup
        ? unwrap(api.POST("/auth/two-factor/verify-backup-code", { body: { code: code.trim(), trustDevice } }))
        : unwrap(api.POST("/auth/two-factor/verify-totp", { body: { code: code.replaceAll(/\s/g, ""), trustDevice } })),
    onDone,
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <p className="text-muted">{isBackup ? t("backupDescription") : t("description")}</p>
      <FormProblem problem={problem} />
      <TextField
        {...form.register("code")}
        key={isBackup ? "backup" : "app"}
        label={isBackup ? t("backupLabel") : t("label")}
        error={errorOf("code")}
        autoComplete="one-time-code"
        {...(!isBackup && { inputMode: "numeric" })}
        required
      />
      <CheckboxField {...form.register("trustDevice")} label={t("trust")} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("submit")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="small" onClick={onBack}>
          {t("back")}
        </Button>
        <Button variant="ghost" size="small" onClick={() => setIsBackup(!isBackup)}>
          {isBackup ? t("useApp") : t("useBackup")}
        </Button>
      </div>
    </form>
  );
}
