import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Detail, Details } from "../../ui/details.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Json } from "../../components/json.tsx";

interface AuditDetailsProps {
  entry: Schema<"AuditEntry">;
  onClose: () => void;
}

export function AuditDetails({ entry, onClose }: AuditDetailsProps): ReactNode {
  const t = useTranslations("audit");
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={entry.action}>
      <div className="grid gap-5">
        <Details>
          <Detail label={t("columns.at")}>
            <Moment at={entry.at} withSeconds />
          </Detail>
          <Detail label={t("columns.actor")}>{entry.actor}</Detail>
          <Detail label={t("columns.subject")}>
            <span className="font-mono text-xs">{entry.subject}</span>
          </Detail>
        </Details>
        <div className="grid gap-4 sm:grid-cols-2">
          <Side title={t("before")} value={entry.before} nothing={t("nothing")} />
          <Side title={t("after")} value={entry.after} nothing={t("nothing")} />
        </div>
      </div>
    </Dialog>
  );
}

function Side({ title, value, nothing }: { title: string; value: object | null; nothing: string }): ReactNode {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      {value === null ? <p className="text-muted">{nothing}</p> : <Json label={title} value={value} />}
    </div>
  );
}
