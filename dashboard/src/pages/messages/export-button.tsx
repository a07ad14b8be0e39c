import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";

/** What the filters find, as a file. It may be millions of lines, so it is a job, and one goes to where jobs are seen. */
export function ExportButton({ filters }: { filters: Schema<"ExportMessages"> }): ReactNode {
  const t = useTranslations("messages");
  const account = useAccount();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const start = useAction({
    run: () => unwrap(account.api.POST("/v1/messages/exports", { body: filters })),
    done: t("exporting"),
    async onDone() {
      await invalidate(queries, account.id, "/v1/jobs");
      await navigate({ to: "/a/$accountId/jobs", params: { accountId: account.id } });
    },
  });
  return (
    <Button icon={Download} busy={start.busy} onClick={() => start.run()}>
      {t("export")}
    </Button>
  );
}
