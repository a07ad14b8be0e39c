import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type NoticeTone = "info" | "warn" | "bad";

const looks: Record<NoticeTone, { style: string; icon: LucideIcon }> = {
  info: { style: "bg-info-soft text-info", icon: Info },
  warn: { style: "bg-accent-soft text-accent", icon: TriangleAlert },
  bad: { style: "bg-bad-soft text-bad", icon: CircleAlert },
};

interface NoticeProps {
  tone?: NoticeTone;
  /** Said at once to assistive technology: for what just went wrong. */
  announce?: boolean;
  children: ReactNode;
}

export function Notice({ tone = "info", announce = false, children }: NoticeProps): ReactNode {
  const { style, icon: Icon } = looks[tone];
  return (
    <div {...(announce && { role: "alert" })} className={classNames("flex gap-2.5 rounded-lg px-3.5 py-2.5", style)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 text-text">{children}</div>
    </div>
  );
}
