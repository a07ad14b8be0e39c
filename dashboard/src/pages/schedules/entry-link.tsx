import { Link } from "@tanstack/react-router";
import { Repeat, TimerReset } from "lucide-react";
import type { ReactNode } from "react";
import { useLocale } from "use-intl";
import { timeZone } from "../../i18n/language-provider.tsx";
import { useAccount } from "../../session/account.ts";
import { classNames } from "../../ui/class-names.ts";
import type { CalendarEntry } from "./calendar-month.ts";

/** One entry of the calendar, which leads to what it is of. */
export function EntryLink({ entry }: { entry: CalendarEntry }): ReactNode {
  const { id: accountId } = useAccount();
  const locale = useLocale();
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const isRun = entry.kind === "run";
  const Icon = isRun ? Repeat : TimerReset;
  const content = (
    <>
      <Icon aria-hidden className="size-3 shrink-0" />
      <span className="figures shrink-0">{time.format(entry.atMs)}</span>
      <span className="truncate">{entry.label}</span>
    </>
  );
  const style = classNames(
    "flex min-w-0 items-center gap-1.5 rounded-md px-1.5 py-0.5 text-xs hover:underline",
    isRun ? "bg-accent-soft text-accent" : "bg-info-soft text-info",
  );
  if (entry.scheduleId !== undefined) {
    return (
      <Link
        to="/a/$accountId/schedules/$scheduleId"
        params={{ accountId, scheduleId: entry.scheduleId }}
        className={style}
      >
        {content}
      </Link>
    );
  }
  return (
    <Link
      to="/a/$accountId/messages/$messageId"
      params={{ accountId, messageId: entry.messageId ?? "" }}
      className={style}
    >
      {content}
    </Link>
  );
}
