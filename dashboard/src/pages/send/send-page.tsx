import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { planText } from "#sms/plan-text.ts";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextArea } from "../../ui/fields.tsx";
import { Page } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.ts";
import { OptionFields } from "./option-fields.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { mostRecipients, parseRecipients } from "./recipients.ts";
import { SegmentCounter } from "./segment-counter.tsx";
import { SenderField } from "./sender-field.tsx";
import { batchOf, emptyForm, type SendValues } from "./send-form.ts";
import { SentCard, type SentText } from "./sent-card.tsx";
import { TimeFields } from "./time-fields.tsx";

const route = getRouteApi("/signed-in/a/$accountId/send");

/** A text to one or many, counted and marked as it is written by the same core that sends it. */
export function SendPage(): ReactNode {
  const t = useTranslations("send");
  const account = useAccount();
  const { to } = route.useSearch();
  const [sent, setSent] = useState<SentText[]>([]);
  const send = useApiForm<SendValues, Schema<"BatchResult">>({
    defaultValues: emptyForm(to),
    submit: (values) => unwrap(account.api.POST("/v1/batches", { body: batchOf(values) })),
    fieldOf,
    onDone({ results, accepted }, values) {
      const recipients = parseRecipients(values.to);
      const texts = results.map((result): SentText => ({ ...result, to: recipients[result.index] ?? "" }));
      setSent((before) => [...texts, ...before]);
      if (accepted === 0) return;
      toast("good", t(values.when === "later" ? "sent.scheduled" : "sent.accepted", { count: accepted }));
      if (accepted === results.length) send.form.reset({ ...values, to: "", text: "" });
    },
  });
  const { form, errorOf } = send;
  const values = form.watch();
  const recipients = parseRecipients(values.to);
  const plan = planText(values.text, { encoding: values.encoding, transliterate: values.transliterate });
  const count = recipients.length;
  return (
    <Page title={t("title")}>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] [&>*]:min-w-0">
        <div className="grid gap-5">
          <Card>
            <form onSubmit={send.onSubmit} className="grid gap-4" noValidate>
              <FormProblem problem={send.problem} />
              <TextArea
                {...form.register("to", { validate: (list) => checkRecipients(list, t) })}
                label={t("to")}
                hint={count === 0 ? t("toHint") : t("recipients", { count })}
                error={errorOf("to")}
                rows={count > 3 ? 5 : 2}
                placeholder="+573001234567"
                autoComplete="off"
              />
              <SenderField form={form} error={errorOf("from")} />
              <div>
                <TextArea {...form.register("text")} label={t("text")} error={errorOf("text")} rows={6} />
                <SegmentCounter text={values.text} plan={plan} />
              </div>
              <OptionFields form={form} />
              <TimeFields form={form} error={errorOf("sendAt")} />
              <Button type="submit" variant="primary" busy={send.busy} className="justify-self-start">
                {values.when === "later" ? t("schedule", { count }) : t("submit", { count })}
              </Button>
            </form>
          </Card>
          {sent.length > 0 && <SentCard texts={sent} />}
        </div>
        <PreviewCard values={values} plan={plan} />
      </div>
    </Page>
  );
}

function checkRecipients(list: string, t: ReturnType<typeof useTranslations<"send">>): string | true {
  const { length } = parseRecipients(list);
  if (length === 0) return t("noRecipient");
  return length <= mostRecipients || t("tooMany");
}

/** The fields of a batch are those of the form, under `defaults` or of each message. */
function fieldOf(path: string): keyof SendValues | undefined {
  const name = path.split(".").at(-1);
  if (name === "senderPool") return "from";
  const fields = ["to", "from", "text", "encoding", "lane", "sendAt", "timeZone"] as const;
  return fields.find((field) => field === name);
}
