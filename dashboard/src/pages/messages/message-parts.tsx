import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Card } from "../../ui/card.tsx";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { partsOf, type Part } from "./parts-of.ts";

/** Each segment: what became of it, and its octets. */
export function MessageParts({ message }: { message: Schema<"Message"> }): ReactNode {
  const t = useTranslations("message");
  const parts = partsOf(message);
  return (
    <Card title={t("parts")} description={t("partsDetail")} flush>
      <ol className="divide-y divide-line border-t border-line">
        {message.parts.map(({ segment, status, carrierMessageId }) => (
          <li key={segment} className="px-4 py-3 sm:px-5">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <p className="figures font-medium">{t("part", { number: segment, count: message.parts.length })}</p>
              <MessageStatusBadge status={status} />
              <p className="ml-auto text-[0.8125rem] text-muted">
                {t("carrierMessageId")}{" "}
                {carrierMessageId === null ? (
                  t("noCarrierMessageId")
                ) : (
                  <code className="font-mono">{carrierMessageId}</code>
                )}
              </p>
            </div>
            {parts[segment - 1] !== undefined && <Octets part={parts[segment - 1]} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Octets({ part }: { part: Part | undefined }): ReactNode {
  const t = useTranslations("message");
  if (part === undefined) return null;
  return (
    <>
      <p className="mt-1.5 break-words whitespace-pre-wrap text-muted">{part.text}</p>
      <details className="mt-1.5 text-[0.8125rem]">
        <summary className="w-fit text-muted">
          {t("shortMessage")} · {t("octets", { count: part.octets })} · {t("dataCoding")} {part.dataCoding}
        </summary>
        <dl className="mt-2 grid gap-2 rounded-lg bg-sunken p-3">
          {part.header !== "" && (
            <div>
              <dt className="text-xs text-muted">{t("header")}</dt>
              <dd className="font-mono break-all">{part.header}</dd>
            </div>
          )}
          <div>
            <dt className="text-xs text-muted">{part.dataCoding === 8 ? t("userDataUcs2") : t("userData")}</dt>
            <dd className="font-mono break-all">{part.data}</dd>
          </div>
        </dl>
      </details>
    </>
  );
}
