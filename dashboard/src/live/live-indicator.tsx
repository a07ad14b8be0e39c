import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { useLiveState } from "./live-provider.tsx";

/** A connection that comes back at once is not worth a word. */
const patienceMs = 3_000;

/** Whether what is on the screen is of now; said aloud when that changes. */
export function LiveIndicator(): ReactNode {
  const t = useTranslations("shell");
  const state = useLiveState();
  const [isLate, setIsLate] = useState(false);
  const isOnline = state === "online";
  useEffect(() => {
    if (isOnline) return undefined;
    const timer = setTimeout(() => setIsLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isOnline]);
  return (
    <output className="flex items-center gap-1.5 text-xs text-muted">
      <span
        aria-hidden
        className={classNames("size-2 rounded-full", isOnline ? "bg-good" : isLate ? "bg-bad" : "bg-line-strong")}
      />
      {isOnline ? t("live") : isLate ? t("notLive") : t("connecting")}
    </output>
  );
}
