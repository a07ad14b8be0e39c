import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf } from "../../../api/client.ts";
import { invalidate } from "../../../api/queries.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Notice } from "../../../ui/notice.tsx";

/** For a new operator, or for somebody who lost their password or their second factor. */
export type LinkKind = "invite" | "reset";

interface LinkDialogProps {
  /** Undefined: closed. */
  kind: LinkKind | undefined;
  onClose: () => void;
}

/** There is no mail: the link is shown once, for the operator to hand on. */
export function LinkDialog({ kind, onClose }: LinkDialogProps): ReactNode {
  const t = useTranslations("operator.staff");
  const common = useTranslations("common");
  const [link, setLink] = useState<string | null>(null);
  const close = (): void => {
    setLink(null);
    onClose();
  };
  return (
    <Dialog
      open={kind !== undefined}
      onOpenChange={close}
      title={t(kind ?? "invite")}
      description={t(`${kind ?? "invite"}Detail`)}
    >
      {kind === undefined ? null : link === null ? (
        <LinkForm kind={kind} onMade={setLink} onCancel={close} />
      ) : (
        <div className="grid gap-4">
          <CopyField label={t("link")} value={link} />
          <Notice>{t("linkDetail")}</Notice>
          <DialogFooter>
            <Button variant="primary" onClick={close}>
              {common("close")}
            </Button>
          </DialogFooter>
        </div>
      )}
    </Dialog>
  );
}

interface LinkFormProps {
  kind: LinkKind;
  onMade: (link: string) => void;
  onCancel: () => void;
}

function LinkForm({ kind, onMade, onCancel }: LinkFormProps): ReactNode {
  const t = useTranslations("operator.staff");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ email: string }, { link: string }>({
    defaultValues: { email: "" },
    submit({ email: typed }) {
      const email = typed.trim();
      return kind === "invite"
        ? unwrap(clientOf(null).POST("/people/v1/invitations", { body: { email, operator: true } }))
        : unwrap(clientOf(null).POST("/admin/v1/people/reset", { body: { email } }));
    },
    async onDone({ link }) {
      onMade(link);
      await invalidate(queries, null, "/people/v1/invitations");
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("email")} label={t("email")} error={errorOf("email")} type="email" required />
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("makeLink")}
        </Button>
      </DialogFooter>
    </form>
  );
}
