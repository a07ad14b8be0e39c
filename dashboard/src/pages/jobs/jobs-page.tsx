import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileDown, FileUp, ListTodo } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { useLiveJobs } from "../../components/use-live-jobs.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { ExportForm } from "./export-form.tsx";
import { ImportForm } from "./import-form.tsx";
import { useJobColumns } from "./use-job-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/jobs");
const pageSize = 50;

/** Long work of the account, live; who comes back finds it as it is. */
export function JobsPage(): ReactNode {
  const t = useTranslations("jobs");
  const account = useAccount();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<"import" | "export" | null>(null);
  const close = (): void => setDialog(null);
  const jobs = useQuery({
    ...read(account.id, "/v1/jobs", { params: { query: { limit: pageSize, ...defined({ cursor }) } } }),
    placeholderData: keepPreviousData,
  });
  useLiveJobs();
  const columns = useJobColumns();
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <>
          {account.can("messages:write") && (
            <Button icon={FileUp} onClick={() => setDialog("import")}>
              {t("import")}
            </Button>
          )}
          {account.can("messages:read") && (
            <Button icon={FileDown} onClick={() => setDialog("export")}>
              {t("export")}
            </Button>
          )}
        </>
      }
    >
      <PagedTable
        label={t("title")}
        columns={columns}
        query={jobs}
        idOf={({ id }) => id}
        empty={<Empty icon={ListTodo} title={t("empty")} description={t("emptyDetail")} />}
        cursor={cursor}
        onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
      />
      <Dialog
        open={dialog === "import"}
        onOpenChange={close}
        title={t("importTitle")}
        description={t("importDescription")}
      >
        <ImportForm onClose={close} />
      </Dialog>
      <Dialog open={dialog === "export"} onOpenChange={close} title={t("exportTitle")}>
        <ExportForm onClose={close} />
      </Dialog>
    </Page>
  );
}
