import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { DisableForm } from "./disable-form.tsx";
import { Enrolment } from "./enrolment.tsx";

type Step = "enable" | "codes" | "disable";

/** A code of an app beside the password. */
export function SecondFactorCard(): ReactNode {
  const t = useTranslations("profile.secondFactor");
  const { twoFactor } = useMe();
  const [step, setStep] = useState<Step | null>(null);
  const close = (): void => setStep(null);
  return (
    <Card
      title={t("title")}
      description={t("description")}
      actions={<Badge tone={twoFactor ? "good" : "neutral"}>{twoFactor ? t("on") : t("off")}</Badge>}
    >
      <div className="flex flex-wrap gap-2">
        {twoFactor ? (
          <>
            <Button onClick={() => setStep("codes")}>{t("newCodes")}</Button>
            <Button onClick={() => setStep("disable")}>{t("disable")}</Button>
          </>
        ) : (
          <Button variant="primary" onClick={() => setStep("enable")}>
            {t("enable")}
          </Button>
        )}
      </div>
      <Dialog open={step === "enable"} onOpenChange={close} title={t("enable")}>
        <Enrolment onDone={close} />
      </Dialog>
      <Dialog open={step === "codes"} onOpenChange={close} title={t("newCodes")} description={t("newCodesDetail")}>
        <BackupCodes onDone={close} />
      </Dialog>
      <Dialog open={step === "disable"} onOpenChange={close} title={t("disable")} description={t("disableDetail")}>
        <DisableForm onDone={close} />
      </Dialog>
    </Card>
  );
}
