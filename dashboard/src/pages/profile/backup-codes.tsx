import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-field.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordAgain } from "./password-again.tsx";

/** New ones in the place of the old. */
export function BackupCodes({ onDone }: { onDone: () => void }): ReactNode {
  const t = useTranslations("profile.secondFactor");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return codes === null ? (
    <PasswordAgain
      action={t("makeCodes")}
      submit={(password) => unwrap(clientOf(null).POST("/auth/two-factor/backup-codes", { body: { password } }))}
      onDone={({ backupCodes }) => setCodes(backupCodes)}
    />
  ) : (
    <CodeList codes={codes} onDone={onDone} />
  );
}

export function CodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }): ReactNode {
  const t = useTranslations("profile.secondFactor");
  return (
    <div className="grid gap-4">
      <Notice tone="warn">{t("keepCodes")}</Notice>
      <div className="flex items-start gap-2 rounded-lg border border-line bg-sunken p-3">
        <ul aria-label={t("codes")} className="grid flex-1 grid-cols-2 gap-x-6 gap-y-1 font-mono text-[0.8125rem]">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton value={codes.join("\n")} label={t("codes")} />
      </div>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {t("kept")}
        </Button>
      </DialogFooter>
    </div>
  );
}
