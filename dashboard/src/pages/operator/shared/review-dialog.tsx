import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Refusal } from "./refusal.tsx";
import type { Review } from "./use-review.ts";

interface ReviewDialogProps<Input, Trial> {
  review: Review<Input, Trial>;
  title: string;
  /** The words on the button that does it. */
  action: string;
  danger?: boolean;
  /** For changes that keep no note. */
  withoutNote?: boolean;
  children: (trial: Trial) => ReactNode;
}

/** What would come of a change, and the button that makes it. */
export function ReviewDialog<Input, Trial>(props: ReviewDialogProps<Input, Trial>): ReactNode {
  const { review, title, action, danger = false, withoutNote = false, children } = props;
  const t = useTranslations("operator.shared");
  const common = useTranslations("common");
  const [note, setNote] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    review.apply(note.trim() === "" ? undefined : note.trim());
  };
  return (
    <Dialog
      wide
      open={review.trial !== undefined}
      onOpenChange={(open) => {
        if (!open) review.close();
      }}
      title={title}
      description={t("reviewDetail")}
    >
      {review.trial !== undefined && (
        <form onSubmit={submit} className="grid gap-4">
          {children(review.trial)}
          {!withoutNote && (
            <TextField
              label={t("note")}
              hint={t("noteHint")}
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
          <Refusal problem={review.problem} />
          <DialogFooter>
            <Button onClick={review.close}>{common("cancel")}</Button>
            <Button type="submit" variant={danger ? "danger" : "primary"} busy={review.applying}>
              {action}
            </Button>
          </DialogFooter>
        </form>
      )}
    </Dialog>
  );
}
