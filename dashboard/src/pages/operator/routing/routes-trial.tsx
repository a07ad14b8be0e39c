import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { Detail, Details } from "../../../ui/details.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { RoutesTrial } from "./routes-calls.ts";

/** Where the last hour's texts would go by the new rules. */
export function RoutesTrialView({ trial }: { trial: RoutesTrial }): ReactNode {
  const t = useTranslations("operator.routes.trial");
  const format = useFormat();
  const { total, moved, moves, otherRule, before, after, sampled } = trial;
  return (
    <div className="grid gap-4">
      <Details>
        <Detail label={t("total")}>{format.count(total)}</Detail>
        <Detail label={t("moved")}>{format.count(moved)}</Detail>
        <Detail label={t("otherRule")}>{format.count(otherRule)}</Detail>
        <Detail label={t("unrouted")}>
          {format.count(before.unrouted)} → {format.count(after.unrouted)}
        </Detail>
      </Details>
      {after.unrouted > before.unrouted && (
        <Notice tone="bad">{t("lost", { texts: after.unrouted - before.unrouted })}</Notice>
      )}
      {total === 0 && <p className="text-muted">{t("noTexts")}</p>}
      {moves.length > 0 && (
        <ul aria-label={t("moves")} className="grid gap-2">
          {moves.map(({ from, to, count, examples }) => (
            <li key={`${from} ${to}`} className="rounded-lg border border-line px-3 py-2">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                <span>{from ?? t("nowhere")}</span>
                <ArrowRight aria-hidden className="size-4 text-muted" />
                <span className="sr-only">{t("to")}</span>
                <span>{to ?? t("nowhere")}</span>
                <span className="figures ml-auto">{t("texts", { texts: count })}</span>
              </p>
              {examples.length > 0 && (
                <p className="mt-0.5 text-xs break-all text-muted">{examples.slice(0, 5).join(", ")}</p>
              )}
            </li>
          ))}
        </ul>
      )}
      {sampled && <p className="text-xs text-muted">{t("sampled")}</p>}
    </div>
  );
}
