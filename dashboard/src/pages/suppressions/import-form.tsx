import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { invalidate } from "../../api/queries.ts";
import { FileField } from "../../components/file-field.tsx";
import { postFile } from "../../components/post-file.ts";
import { useFormat } from "../../format/use-format.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { addLine, emptyReport, type ImportReport, readLines } from "./import-report.ts";

/** Rows are added as they are read, so what is told is told as it goes. */
export function ImportForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTranslations("suppressions");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const start = useAction({
    async run(chosen: File) {
      const { body } = await postFile("/v1/suppressions/import", account.id, chosen);
      let read = emptyReport;
      if (body === null) return;
      for await (const line of readLines(body)) {
        read = addLine(read, line);
        // A render for each of a hundred thousand rows would be slower than the import.
        if (read.isDone || read.rows % 500 === 0) setReport(read);
      }
      setReport({ ...read, isDone: true });
    },
    onDone: () => invalidate(queries, account.id, "/v1/suppressions"),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file === null) return;
    setReport(null);
    start.run(file);
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FileField label={t("file")} accept=".csv,text/csv" onFile={setFile} />
      {report !== null && <Report report={report} />}
      <DialogFooter>
        <Button onClick={onClose}>{report?.isDone === true ? common("close") : common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={start.busy}>
          {t("importAction")}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Report({ report }: { report: ImportReport }): ReactNode {
  const t = useTranslations("suppressions");
  const format = useFormat();
  if (!report.isDone) return <output className="text-muted">{t("importing", { rows: report.rows })}</output>;
  const { added, existing, refused, problems, stopped } = report;
  return (
    <Notice announce tone={refused > 0 || stopped !== null ? "warn" : "info"}>
      <p className="font-medium">
        {t("importDone", {
          added: format.count(added),
          existing: format.count(existing),
          refused: format.count(refused),
        })}
      </p>
      {stopped !== null && <p>{t("importStopped", { message: stopped })}</p>}
      <ul className="mt-1 text-[0.8125rem]">
        {problems.map(({ line, message }) => (
          <li key={line}>{t("importLine", { line: String(line), message })}</li>
        ))}
        {refused > problems.length && <li>{t("importMore", { count: format.count(refused - problems.length) })}</li>}
      </ul>
    </Notice>
  );
}
