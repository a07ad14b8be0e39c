import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { CodeForm } from "./code-form.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { PasswordForm } from "./password-form.tsx";
import { useEnter } from "./use-enter.ts";

const route = getRouteApi("/sign-in");

/** Password, then a code where the person has a second factor, then on to where they were going. */
export function SignInPage(): ReactNode {
  const t = useTranslations("signIn");
  const enter = useEnter(route.useSearch().next);
  const [step, setStep] = useState<"password" | "code">("password");
  return step === "password" ? (
    <DoorFrame title={t("title")} description={t("tagline")} footer={t("lost")}>
      <PasswordForm onDone={({ twoFactorRequired }) => (twoFactorRequired ? setStep("code") : enter())} />
    </DoorFrame>
  ) : (
    <DoorFrame title={t("code.title")} footer={t("lost")}>
      <CodeForm onDone={enter} onBack={() => setStep("password")} />
    </DoorFrame>
  );
}
