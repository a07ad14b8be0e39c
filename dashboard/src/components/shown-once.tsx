import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog, DialogFooter } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

interface ShownOnceProps {
  title: string;
  /** What the secret is called. */
  label: string;
  /** Null: nothing to show. */
  secret: string | null;
  onClose: () => void;
  children?: ReactNode;
}

/** A key or secret that the API tells this once. It closes by its button, not by a slip beside it. */
export function ShownOnce({ title, label, secret, onClose, children }: ShownOnceProps): ReactNode {
  const t = useTranslations("shared");
  return (
    <Dialog open={secret !== null} onOpenChange={(open) => !open && onClose()} title={title}>
      <div className="grid gap-4">
        <Notice tone="warn">{t("shownOnce")}</Notice>
        {secret !== null && <CopyField label={label} value={secret} />}
        {children}
      </div>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {t("kept")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
