import type { AccountContext } from "../account-context.ts";

export const closeHoldsAlarm = "close_holds";

/** How long money is held for a text after it was to be sent: validity, and the time for which receipts are matched, are shorter. */
const holdTtlMs = 14 * 24 * 3_600_000;
const intervalMs = 24 * 3_600_000;
const pauseMs = 1_000;

/**
 * Once a day, settles what is held for texts of which nothing more will be heard. `afterId` is the due's id: the hold that
 * the last batch ended with, empty for the first one.
 */
export function closeHolds(context: AccountContext, afterId: string): void {
  const { alarms, funds } = context;
  const nowMs = context.now();
  const next = context.transaction(() => {
    const last = funds.closeBefore(nowMs - holdTtlMs, afterId);
    context.events.flush();
    return last;
  });
  if (next === null) keepClosingHolds(context);
  else alarms.set(closeHoldsAlarm, next, nowMs + pauseMs);
}

/** Sets when holds are looked through next. */
export function keepClosingHolds({ alarms, now }: Pick<AccountContext, "alarms" | "now">): void {
  alarms.set(closeHoldsAlarm, "", now() + intervalMs);
}
