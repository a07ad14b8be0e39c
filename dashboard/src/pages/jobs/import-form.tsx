import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { invalidate } from "../../api/queries.ts";
import { FileField } from "../../components/file-field.tsx";
import { postFile } from "../../components/post-file.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";

export function ImportForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTranslations("jobs");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const start = useAction({
    run: (chosen: File) => postFile("/v1/messages/imports", account.id, chosen),
    done: t("importStarted"),
    onDone() {
      onClose();
      return invalidate(queries, account.id, "/v1/jobs");
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== null) start.run(file);
  };
  return (
    <form onSubmit={submit}>
      <FileField label={t("file")} accept=".csv,text/csv" onFile={setFile} />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={start.busy}>
          {t("importStart")}
        </Button>
      </DialogFooter>
    </form>
  );
}
