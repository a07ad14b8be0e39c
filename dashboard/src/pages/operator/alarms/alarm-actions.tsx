import { useQueryClient } from "@tanstack/react-query";
import { BellOff, Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";
import { toast } from "../../../ui/toast.ts";
import { invalidateAlarms } from "./alarm-calls.ts";

type Alarm = Schema<"OperatedAlarm">;

export function AlarmActions({ alarm }: { alarm: Alarm }): ReactNode {
  const t = useTranslations("operator.alarms");
  const [open, setOpen] = useState<"acknowledge" | "silence">();
  const close = (): void => setOpen(undefined);
  return (
    <>
      {alarm.state === "raised" && alarm.acknowledged === null && (
        <Button variant="primary" icon={Check} onClick={() => setOpen("acknowledge")}>
          {t("acknowledge")}
        </Button>
      )}
      <Button icon={BellOff} onClick={() => setOpen("silence")}>
        {t("silence")}
      </Button>
      <Dialog
        open={open === "acknowledge"}
        onOpenChange={close}
        title={t("acknowledge")}
        description={t("acknowledgeDetail")}
      >
        <AcknowledgeForm id={alarm.id} onDone={close} />
      </Dialog>
      <Dialog open={open === "silence"} onOpenChange={close} title={t("silence")} description={t("silenceDetail")}>
        <SilenceForm alarm={alarm} onDone={close} />
      </Dialog>
    </>
  );
}

function AcknowledgeForm({ id, onDone }: { id: string; onDone: () => void }): ReactNode {
  const t = useTranslations("operator.alarms");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ note: string }>({
    defaultValues: { note: "" },
    submit: ({ note }) =>
      unwrap(
        clientOf(null).POST("/admin/v1/alarms/{id}/acknowledge", {
          params: { path: { id } },
          body: note.trim() === "" ? {} : { note: note.trim() },
        }),
      ),
    async onDone() {
      onDone();
      toast("good", t("acknowledgeDone"));
      await invalidateAlarms(queries);
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("note")} label={t("note")} error={errorOf("note")} maxLength={500} />
      <DialogFooter>
        <Button onClick={onDone}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("acknowledge")}
        </Button>
      </DialogFooter>
    </form>
  );
}

const spans = ["1", "4", "24", "168"] as const;

function SilenceForm({ alarm, onDone }: { alarm: Alarm; onDone: () => void }): ReactNode {
  const t = useTranslations("operator.alarms");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const isSilent = alarm.silencedUntil !== null;
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ hours: string; reason: string }>({
    defaultValues: { hours: "1", reason: "" },
    submit: ({ hours, reason }) =>
      unwrap(
        clientOf(null).POST("/admin/v1/alarms/{id}/silence", {
          params: { path: { id: alarm.id } },
          body: {
            until: hours === "" ? null : new Date(Date.now() + Number(hours) * 3_600_000).toISOString(),
            reason: reason.trim(),
          },
        }),
      ),
    async onDone() {
      onDone();
      toast("good", t("silenceDone"));
      await invalidateAlarms(queries);
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <SelectField
        {...form.register("hours")}
        label={t("howLong")}
        error={errorOf("hours")}
        options={[
          ...spans.map((value) => ({ value, label: t("hours", { hours: Number(value) }) })),
          ...(isSilent ? [{ value: "", label: t("unsilence") }] : []),
        ]}
      />
      <TextField {...form.register("reason")} label={t("reason")} error={errorOf("reason")} required maxLength={500} />
      <DialogFooter>
        <Button onClick={onDone}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {common("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
