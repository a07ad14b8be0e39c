import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ScheduleForm } from "./schedule-form.tsx";

interface ScheduleDialogProps {
  /** Null: a new one. */
  schedule: Schema<"Schedule"> | null;
  onClose: () => void;
}

export function ScheduleDialog({ schedule, onClose }: ScheduleDialogProps): ReactNode {
  const t = useTranslations("schedules");
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={schedule === null ? t("create") : t("detail.change")}
    >
      <ScheduleForm schedule={schedule} onClose={onClose} />
    </Dialog>
  );
}
