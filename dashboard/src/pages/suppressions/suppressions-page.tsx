import { getRouteApi } from "@tanstack/react-router";
import { FileUp, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { DownloadLink } from "../../components/download-link.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AddForm } from "./add-form.tsx";
import { ImportForm } from "./import-form.tsx";
import { OptOutWords } from "./opt-out-words.tsx";
import { SuppressionList } from "./suppression-list.tsx";
import type { SuppressionsView } from "./reasons.ts";

const route = getRouteApi("/signed-in/a/$accountId/suppressions");

export function SuppressionsPage(): ReactNode {
  const t = useTranslations("suppressions");
  const { view = "list" } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<"add" | "import" | null>(null);
  const close = (): void => setDialog(null);
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <>
          <DownloadLink path="/v1/suppressions/export">{t("export")}</DownloadLink>
          <Button icon={FileUp} onClick={() => setDialog("import")}>
            {t("import")}
          </Button>
          <Button variant="primary" icon={Plus} onClick={() => setDialog("add")}>
            {t("add")}
          </Button>
        </>
      }
    >
      <Tabs<SuppressionsView>
        label={t("title")}
        value={view}
        onChange={(next) => void navigate({ search: { view: next } })}
        tabs={[
          { value: "list", label: t("views.list"), content: <SuppressionList /> },
          { value: "words", label: t("views.words"), content: <OptOutWords /> },
        ]}
      />
      <Dialog open={dialog === "add"} onOpenChange={close} title={t("addTitle")}>
        <AddForm onClose={close} />
      </Dialog>
      <Dialog
        open={dialog === "import"}
        onOpenChange={close}
        title={t("importTitle")}
        description={t("importDescription")}
      >
        <ImportForm onClose={close} />
      </Dialog>
    </Page>
  );
}
