import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf, type Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { TextField } from "../../ui/fields.tsx";
import { CodeList } from "./backup-codes.tsx";
import { PasswordAgain } from "./password-again.tsx";
import { QrCode } from "./qr-code.tsx";

type Started = Schema<"SecondFactorStarted">;

/** Password, the secret into an app, a code as proof, and the codes for the day the app is gone. */
export function Enrolment({ onDone }: { onDone: () => void }): ReactNode {
  const t = useTranslations("profile.secondFactor");
  const [started, setStarted] = useState<Started | null>(null);
  const [isProven, setIsProven] = useState(false);
  if (started === null) {
    return (
      <PasswordAgain
        action={t("continue")}
        submit={(password) => unwrap(clientOf(null).POST("/auth/two-factor/enable", { body: { password } }))}
        onDone={setStarted}
      />
    );
  }
  return isProven ? (
    <CodeList codes={started.backupCodes} onDone={onDone} />
  ) : (
    <ProofForm totpUri={started.totpUri} onDone={() => setIsProven(true)} />
  );
}

function ProofForm({ totpUri, onDone }: { totpUri: string; onDone: () => void }): ReactNode {
  const t = useTranslations("profile.secondFactor");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { code: "" },
    submit: ({ code }) =>
      unwrap(clientOf(null).POST("/auth/two-factor/verify-totp", { body: { code: code.replaceAll(/\s/g, "") } })),
    async onDone() {
      onDone();
      await invalidate(queries, null, "/people/v1/me");
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <p className="text-muted">{t("scan")}</p>
      <QrCode text={totpUri} label={t("qr")} />
      <CopyField label={t("secret")} value={new URL(totpUri).searchParams.get("secret") ?? ""} />
      <FormProblem problem={problem} />
      <TextField
        {...form.register("code")}
        label={t("code")}
        error={errorOf("code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
      <Button type="submit" variant="primary" busy={busy} className="justify-self-end">
        {t("prove")}
      </Button>
    </form>
  );
}
