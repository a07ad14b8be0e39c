import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { planText } from "#sms/plan-text.ts";
import { useFormat } from "../format/use-format.ts";

/** How a text will be sent, by the same count as the edge's. */
export function SegmentCount({ text }: { text: string }): ReactNode {
  const t = useTranslations("shared");
  const format = useFormat();
  const { segmentCount, units, unitsPerSegment, encoding } = planText(text, { encoding: "auto" });
  const room = Math.max(1, segmentCount) * unitsPerSegment;
  return (
    <output className="figures text-xs text-muted">
      {t("segmentCount", { segments: segmentCount, used: format.count(units), room: format.count(room) })} ·{" "}
      {t(encoding)}
    </output>
  );
}
