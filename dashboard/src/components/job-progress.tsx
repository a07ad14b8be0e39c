import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../api/client.ts";
import { useFormat } from "../format/use-format.ts";
import { classNames } from "../ui/class-names.ts";

const barStyle =
  "h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-sunken [&::-moz-progress-bar]:bg-accent-solid [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent-solid";

/** How far a job is: a bar until it has ended, and figures in any case. */
export function JobProgress({ job }: { job: Schema<"Job"> }): ReactNode {
  const t = useTranslations("jobs");
  const format = useFormat();
  const { done, total, kind, errors, endedAt } = job;
  return (
    <div className="grid min-w-40 gap-1">
      {endedAt === null && (
        <progress
          aria-label={t(`kinds.${kind}`)}
          className={classNames(barStyle, total === null && "animate-pulse")}
          max={total ?? 1}
          // Without an end in sight the bar is full, and pulses.
          value={total === null ? 1 : done}
        />
      )}
      <span className="figures text-xs text-muted">
        {total === null
          ? t("doneSoFar", { done: format.count(done) })
          : t("doneOf", { done: format.count(done), total: format.count(total) })}
        {errors > 0 && <span className="text-bad"> · {t("errors", { errors })}</span>}
      </span>
    </div>
  );
}
