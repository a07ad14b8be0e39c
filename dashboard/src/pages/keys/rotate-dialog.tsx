import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/fields.tsx";

const overlaps = { none: 0, hour: 3_600, day: 86_400, week: 604_800 } as const;
type Overlap = keyof typeof overlaps;
const overlapNames = Object.keys(overlaps) as Overlap[];

interface RotateDialogProps {
  rotating: Schema<"Key">;
  name: string;
  onMade: (key: Schema<"CreatedKey">) => void;
  onClose: () => void;
}

export function RotateDialog({ rotating, name, onMade, onClose }: RotateDialogProps): ReactNode {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const account = useAccount();
  const [overlap, setOverlap] = useState<Overlap>("day");
  const rotate = useAction({
    run: () =>
      unwrap(
        account.api.POST("/v1/keys/{keyId}/rotate", {
          params: { path: { keyId: rotating.id } },
          body: { overlapSeconds: overlaps[overlap] },
        }),
      ),
    onDone: onMade,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("rotateTitle", { name })}
      description={t("rotateDescription")}
    >
      <SelectField
        label={t("overlap")}
        value={overlap}
        onChange={({ target: { value } }) => setOverlap(overlapNames.find((known) => known === value) ?? "day")}
        options={overlapNames.map((value) => ({ value, label: t(`overlaps.${value}`) }))}
      />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button variant="primary" busy={rotate.busy} onClick={() => rotate.run()}>
          {t("rotate")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
