import { SendHorizontal } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { SegmentCount } from "../../components/segment-count.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/fields.tsx";
import type { ThreadText } from "./thread.ts";

interface ReplyFormProps {
  number: string;
  peer: string;
  onSent: (text: ThreadText) => void;
}

/** Answers from the number that was written to. Control or Command with Enter sends. */
export function ReplyForm({ number, peer, onSent }: ReplyFormProps): ReactNode {
  const t = useTranslations("conversations.thread");
  const account = useAccount();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ text: string }, Schema<"AcceptedMessage">>({
    defaultValues: { text: "" },
    submit: ({ text }) => unwrap(account.api.POST("/v1/messages", { body: { to: peer, from: number, text } })),
    onDone({ id, status, createdAt }, { text }) {
      onSent({ id, direction: "outbound", text, status, createdAt });
      form.reset({ text: "" });
      form.setFocus("text");
    },
  });
  const text = form.watch("text");
  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit(event);
  };
  return (
    <form onSubmit={onSubmit} className="grid gap-3 border-t border-line p-4 sm:p-5">
      <FormProblem problem={problem} />
      <TextArea
        {...form.register("text")}
        label={t("reply")}
        hideLabel
        placeholder={t("placeholder")}
        error={errorOf("text")}
        rows={2}
        required
        onKeyDown={sendOnEnter}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SegmentCount text={text} />
        <Button type="submit" variant="primary" icon={SendHorizontal} busy={busy}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
