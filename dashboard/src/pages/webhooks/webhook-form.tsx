import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import { EventFields } from "./event-fields.tsx";
import { type EventPattern, isCovered } from "./event-patterns.ts";
import { headersOfLines, linesOfHeaders } from "./header-lines.ts";

interface Values {
  url: string;
  description: string;
  events: EventPattern[];
  signatures: "v1" | "v1a" | "both";
  concurrency: number;
  maxBatch: number;
  maxBatchWaitMs: number;
  headers: string;
}

export type WebhookSettings = Schema<"NewWebhook">;

interface WebhookFormProps {
  /** Null: a new one. */
  webhook: Schema<"Webhook"> | null;
  submitLabel: string;
  submit: (settings: WebhookSettings) => Promise<Schema<"WebhookWithSecret">>;
  onDone: (webhook: Schema<"WebhookWithSecret">) => void;
  onCancel: () => void;
}

export function WebhookForm({ webhook, submitLabel, submit, onDone, onCancel }: WebhookFormProps): ReactNode {
  const t = useTranslations("webhooks.form");
  const common = useTranslations("common");
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values, Schema<"WebhookWithSecret">>({
    defaultValues: valuesOf(webhook),
    submit: (values) => submit(settingsOf(values)),
    onDone,
    fieldOf: (path) => fields.find((field) => path === field || path.startsWith(`${field}.`)),
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField
        {...form.register("url")}
        label={t("url")}
        hint={t("urlHint")}
        error={errorOf("url")}
        type="url"
        placeholder="https://example.com/heliograph"
        required
      />
      <TextField
        {...form.register("description")}
        label={`${t("description")} (${common("optional")})`}
        error={errorOf("description")}
      />
      <EventFields register={form.register("events")} error={errorOf("events")} />
      <SelectField
        {...form.register("signatures")}
        label={t("signatures")}
        error={errorOf("signatures")}
        options={(["v1", "v1a", "both"] as const).map((value) => ({ value, label: t(`signatureKinds.${value}`) }))}
      />
      <details className="rounded-lg border border-line p-3">
        <summary className="font-medium">{t("advanced")}</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-3">
          <TextField
            {...form.register("concurrency", { valueAsNumber: true })}
            label={t("concurrency")}
            error={errorOf("concurrency")}
            type="number"
            min={1}
            max={50}
          />
          <TextField
            {...form.register("maxBatch", { valueAsNumber: true })}
            label={t("maxBatch")}
            hint={t("maxBatchHint")}
            error={errorOf("maxBatch")}
            type="number"
            min={1}
            max={100}
          />
          <TextField
            {...form.register("maxBatchWaitMs", { valueAsNumber: true })}
            label={t("maxBatchWaitMs")}
            error={errorOf("maxBatchWaitMs")}
            type="number"
            min={0}
            max={5000}
          />
          <TextArea
            {...form.register("headers", {
              validate: (text) => headersOfLines(text) !== null || t("headersWrong"),
            })}
            label={t("headers")}
            hint={t("headersHint")}
            error={errorOf("headers")}
            rows={2}
            className="sm:col-span-3"
          />
        </div>
      </details>
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}

const fields = [
  "url",
  "description",
  "events",
  "signatures",
  "concurrency",
  "maxBatch",
  "maxBatchWaitMs",
  "headers",
] as const;

function valuesOf(webhook: Schema<"Webhook"> | null): Values {
  if (webhook === null) {
    return {
      url: "",
      description: "",
      events: ["*"],
      signatures: "v1",
      concurrency: 10,
      maxBatch: 1,
      maxBatchWaitMs: 0,
      headers: "",
    };
  }
  const { url, description, events, signatures, concurrency, maxBatch, maxBatchWaitMs, headers } = webhook;
  const [kind = "v1"] = signatures;
  return {
    url,
    description,
    events,
    signatures: signatures.length > 1 ? "both" : kind,
    concurrency,
    maxBatch,
    maxBatchWaitMs,
    headers: linesOfHeaders(headers),
  };
}

function settingsOf({ events, signatures, headers, ...rest }: Values): WebhookSettings {
  return {
    ...rest,
    // What a chosen group stands for need not be said again.
    events: events.filter((pattern) => !isCovered(pattern, events)),
    signatures: signatures === "both" ? ["v1", "v1a"] : [signatures],
    headers: headersOfLines(headers) ?? {},
  };
}
