import { type ReactNode, useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import type { TextPlan, UnmappableText } from "#sms/plan-text.ts";
import { useFormat } from "../../format/use-format.ts";
import { listMarks, type MarkKind, markText, type TextRun } from "./mark-text.ts";

interface SegmentCounterProps {
  text: string;
  plan: TextPlan | UnmappableText;
}

/** How many segments the text takes, and which of its characters make it more. */
export function SegmentCounter({ text, plan }: SegmentCounterProps): ReactNode {
  const t = useTranslations("send");
  const format = useFormat();
  // Told to who listens when it has settled, not at each key.
  const told = useDeferredValue(
    plan.ok ? t("counted", { encoding: t(`encodings.${plan.encoding}`), count: plan.segmentCount }) : "",
  );
  if (!plan.ok) {
    return (
      <p role="alert" className="mt-2 text-[0.8125rem] font-medium text-bad">
        {t("unencodable", { characters: plan.characters.join(" ") })}
      </p>
    );
  }
  const room = plan.unitsPerSegment * plan.segmentCount;
  const marks = listMarks(markText(text, plan));
  return (
    <div className="mt-2 grid gap-2.5">
      <div className="figures flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
        <span className="font-medium text-text">{t("segments", { count: text === "" ? 0 : plan.segmentCount })}</span>
        <span>{t("counter", { units: format.count(plan.units), room: format.count(room) })}</span>
        <span>{t(`encodings.${plan.encoding}`)}</span>
        <span aria-hidden className="h-1 w-24 overflow-hidden rounded-full bg-line">
          <span className="block h-full bg-accent-solid" style={{ width: `${(plan.units / room) * 100}%` }} />
        </span>
      </div>
      <output className="sr-only">{told}</output>
      {marks.length > 0 && <MarkList marks={marks} forcesUcs2={plan.encoding === "ucs2"} />}
    </div>
  );
}

export const markStyles: Record<Exclude<MarkKind, "plain">, string> = {
  foreign: "bg-bad-soft text-bad",
  extension: "bg-info-soft text-info",
  replaced: "bg-accent-soft text-accent",
  dropped: "bg-accent-soft text-accent",
};

const kinds = ["foreign", "extension", "replaced", "dropped"] as const;
const mostShown = 24;

function MarkList({ marks, forcesUcs2 }: { marks: readonly TextRun[]; forcesUcs2: boolean }): ReactNode {
  const t = useTranslations("send.marks");
  return (
    <dl aria-label={t("title")} className="grid gap-1.5 text-[0.8125rem]">
      {kinds.map((kind) => {
        const ofKind = marks.filter((mark) => mark.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <div key={kind} className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <dt className="text-muted">{kind === "foreign" && !forcesUcs2 ? t("foreignKept") : t(kind)}</dt>
            <dd className="flex flex-wrap gap-1">
              {ofKind.slice(0, mostShown).map(({ text, becomes }) => (
                <span key={text} className={`rounded px-1.5 font-mono ${markStyles[kind]}`}>
                  {becomes === undefined ? visible(text) : t("becomes", { from: visible(text), to: becomes })}
                </span>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What has no shape of its own by its number, as in U+200B. */
function visible(text: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return text;
  return Array.from(
    text,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  ).join(" ");
}
