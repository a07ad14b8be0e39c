import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { toast } from "../../ui/toast.ts";
import { PasswordAgain } from "./password-again.tsx";

export function DisableForm({ onDone }: { onDone: () => void }): ReactNode {
  const t = useTranslations("profile.secondFactor");
  const queries = useQueryClient();
  return (
    <PasswordAgain
      action={t("disable")}
      variant="danger"
      submit={(password) => unwrap(clientOf(null).POST("/auth/two-factor/disable", { body: { password } }))}
      onDone={async () => {
        await invalidate(queries, null, "/people/v1/me");
        toast("good", t("disabled"));
        onDone();
      }}
    />
  );
}
