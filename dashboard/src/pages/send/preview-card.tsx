import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { segmentTexts } from "#sms/encode-segments.ts";
import type { TextPlan, UnmappableText } from "#sms/plan-text.ts";
import { unwrap } from "../../api/api-error.ts";
import { useFormat } from "../../format/use-format.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { markText } from "./mark-text.ts";
import { parseRecipients } from "./recipients.ts";
import { markStyles } from "./segment-counter.tsx";
import { senderOf, type SendValues } from "./send-form.ts";

interface PreviewCardProps {
  values: SendValues;
  plan: TextPlan | UnmappableText;
}

/** The segments as a handset gets them, and what the edge says they cost. */
export function PreviewCard({ values, plan }: PreviewCardProps): ReactNode {
  const t = useTranslations("send");
  const parts = plan.ok && values.text !== "" ? segmentTexts(plan) : [];
  return (
    <Card title={t("preview")} className="lg:sticky lg:top-6">
      {parts.length === 0 ? (
        <p className="text-muted">{t("previewEmpty")}</p>
      ) : (
        <ol className="grid max-h-96 gap-2 overflow-y-auto">
          {parts.map((part, index) => (
            <li key={index}>
              {parts.length > 1 && (
                <p className="figures mb-0.5 text-xs text-muted">
                  {t("segment", { number: index + 1, count: parts.length })}
                </p>
              )}
              <p className="rounded-2xl rounded-bl-sm bg-sunken px-3.5 py-2 break-words whitespace-pre-wrap">
                {plan.ok && <Marked text={part} encoding={plan.encoding} />}
              </p>
            </li>
          ))}
        </ol>
      )}
      <PriceLine values={values} />
    </Card>
  );
}

function Marked({ text, encoding }: { text: string; encoding: TextPlan["encoding"] }): ReactNode {
  return markText(text, { encoding, replaced: [] }).map(({ kind, text: run }, index) =>
    kind === "plain" ? (
      run
    ) : (
      <mark key={index} className={`rounded-sm ${markStyles[kind]}`}>
        {run}
      </mark>
    ),
  );
}

const typingPauseMs = 400;

function PriceLine({ values }: { values: SendValues }): ReactNode {
  const t = useTranslations("send");
  const format = useFormat();
  const account = useAccount();
  const [to] = parseRecipients(values.to);
  const { text, encoding, transliterate } = values;
  const asked = useSettled(JSON.stringify({ to, text, encoding, transliterate, ...senderOf(values.from) }));
  const preview = useQuery({
    queryKey: [account.id, "/v1/messages/preview", asked],
    queryFn: ({ signal }) =>
      unwrap(account.api.POST("/v1/messages/preview", { body: JSON.parse(asked) as { text: string }, signal })),
    enabled: to !== undefined && text !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { priceMicros, currency } = preview.data ?? {};
  return (
    <dl className="mt-4 flex items-baseline justify-between gap-3 border-t border-line pt-3">
      <dt className="text-muted">{t("price")}</dt>
      <dd className="figures text-right font-medium">
        {to === undefined || text === "" || preview.data === undefined
          ? t("priceUnknown")
          : priceMicros === undefined || currency === undefined
            ? t("priceNone")
            : t("priceEach", { price: format.money(priceMicros, currency) })}
      </dd>
    </dl>
  );
}

/** A value once it has stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingPauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
