import type { ReactNode } from "react";
import { classNames } from "../../../ui/class-names.ts";

interface MeterProps {
  label: string;
  /** 0 to 1. */
  part: number;
  tone: "good" | "warn" | "bad" | "info";
}

const tones = { good: "bg-good", warn: "bg-accent-solid", bad: "bg-bad", info: "bg-info" };

/** A bar that is so full. */
export function Meter({ label, part, tone }: MeterProps): ReactNode {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100);
  return (
    <>
      <span className="sr-only">
        {label}: {percent}%
      </span>
      <span aria-hidden className="mt-1 block h-1.5 overflow-hidden rounded-full bg-line">
        <span className={classNames("block h-full rounded-full", tones[tone])} style={{ width: `${percent}%` }} />
      </span>
    </>
  );
}
