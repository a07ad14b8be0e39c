import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";

type Entry = Schema<"TimelineEntry">;

const bad = new Set<Entry["type"]>(["refused", "throttled", "unknown", "expired", "failed"]);

/** Every step, oldest first, with the time since the first. */
export function Timeline({ entries }: { entries: readonly Entry[] }): ReactNode {
  const t = useTranslations("message");
  const format = useFormat();
  const firstMs = Date.parse(entries[0]?.at ?? "");
  return (
    <Card title={t("timeline")}>
      <ol className="relative grid gap-4 before:absolute before:top-2 before:bottom-2 before:left-[5px] before:w-px before:bg-line">
        {entries.map((entry, place) => (
          <li key={place} className="relative pl-6">
            <span
              aria-hidden
              className={classNames(
                "absolute top-1.5 left-0 size-[11px] rounded-full border-2 border-panel",
                dotOf(entry),
              )}
            />
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <p className="font-medium">
                {t(`steps.${entry.type}`)}
                {entry.outcome !== undefined && <span className="font-normal text-muted"> {entry.outcome}</span>}
              </p>
              <p className="figures text-xs text-muted">
                <time dateTime={entry.at} title={format.moment(entry.at)}>
                  {format.clock(entry.at)}
                </time>
                {place > 0 && <> · {t("step.after", { duration: format.duration(Date.parse(entry.at) - firstMs) })}</>}
              </p>
            </div>
            <StepDetails entry={entry} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepDetails({ entry }: { entry: Entry }): ReactNode {
  const t = useTranslations("message.step");
  const format = useFormat();
  const { segment, attempt, carrier, bind, toCarrier, carrierMessageId, errorCode, reason, retryAt, sendAt } = entry;
  const details = [
    segment !== undefined && t("segment", { number: segment }),
    attempt !== undefined && attempt > 1 && t("attempt", { number: attempt }),
    carrier !== undefined && t("carrier", { id: carrier }),
    bind !== undefined && t("bind", { id: bind }),
    toCarrier !== undefined && t("toCarrier", { id: toCarrier }),
    carrierMessageId !== undefined && t("carrierMessageId", { id: carrierMessageId }),
    errorCode !== undefined && t("errorCode", { code: errorCode }),
    reason,
    retryAt !== undefined && t("retryAt", { at: format.clock(retryAt) }),
    sendAt !== undefined && t("sendAt", { at: format.shortMoment(sendAt) }),
  ].filter((detail) => typeof detail === "string");
  return details.length === 0 ? null : <p className="text-[0.8125rem] break-words text-muted">{details.join(" · ")}</p>;
}

function dotOf({ type, outcome }: Entry): string {
  if (
    bad.has(type) ||
    (type === "receipt" && outcome !== undefined && outcome !== "delivered" && outcome !== "accepted")
  ) {
    return "bg-bad";
  }
  if (type === "receipt") return "bg-good";
  return type === "sent" ? "bg-info" : "bg-line-strong";
}
