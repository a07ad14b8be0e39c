import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { roles } from "#roles";
import { unwrap } from "../../api/api-error.ts";
import type { Role } from "../../api/people.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog, DialogFooter } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Notice } from "../../ui/notice.tsx";

interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** There is no mail: the link is shown once, for the person who invites to hand on. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps): ReactNode {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const [link, setLink] = useState<string | null>(null);
  const change = (isOpen: boolean): void => {
    if (!isOpen) setLink(null);
    onOpenChange(isOpen);
  };
  return (
    <Dialog open={open} onOpenChange={change} title={t("invite")} description={t("inviteDetail")}>
      {link === null ? (
        <InviteForm onMade={setLink} onCancel={() => change(false)} />
      ) : (
        <div className="grid gap-4">
          <CopyField label={t("link")} value={link} />
          <Notice>{t("linkDetail")}</Notice>
          <DialogFooter>
            <Button variant="primary" onClick={() => change(false)}>
              {common("close")}
            </Button>
          </DialogFooter>
        </div>
      )}
    </Dialog>
  );
}

function InviteForm({ onMade, onCancel }: { onMade: (link: string) => void; onCancel: () => void }): ReactNode {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const roleNames = useTranslations("roles");
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ email: string; role: Role }, { link: string }>({
    defaultValues: { email: "", role: "agent" },
    submit: (body) => unwrap(account.api.POST("/people/v1/invitations", { body })),
    async onDone({ link }) {
      onMade(link);
      await invalidate(queries, account.id, "/people/v1/invitations");
    },
  });
  const role = form.watch("role");
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("email")} label={t("email")} error={errorOf("email")} type="email" required />
      <SelectField
        {...form.register("role")}
        label={t("columns.role")}
        hint={t(`roleDetails.${role}`)}
        error={errorOf("role")}
        options={roles.map((value) => ({ value, label: roleNames(value) }))}
      />
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("makeLink")}
        </Button>
      </DialogFooter>
    </form>
  );
}
