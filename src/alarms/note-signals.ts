import { upsertSignals } from "../db/alarms/signals.ts";
import type { Notice } from "../events/account-event.ts";
import type { NoticeType } from "../events/event-types.ts";
import { logError } from "../log.ts";
import type { AlarmRule } from "./rules.ts";

/** What of a chunk of events an alarm may come of. */
export interface ToldNotices {
  chunk: { accountId: string } | { carrierId: string };
  notices: readonly Notice[];
}

const ruleOf: { [Type in NoticeType]?: AlarmRule } = {
  "balance.low": "low_balance",
  "endpoint.disabled": "webhook_disabled",
};

/** Keeps what accounts tell of themselves for the next look. It costs nothing where there is nothing; what D1 did not take is an error in the log. */
export async function noteSignals(env: Pick<Env, "DB">, told: readonly ToldNotices[]): Promise<void> {
  const signals = told.flatMap(({ chunk, notices }) =>
    "accountId" in chunk ? notices.flatMap((notice) => signalOf(chunk.accountId, notice)) : [],
  );
  if (signals.length === 0) return;
  try {
    await upsertSignals(env.DB, signals);
  } catch (error) {
    logError("alarm.signal_lost", error, { signals: JSON.stringify(signals) });
  }
}

function signalOf(accountId: string, { type, atMs, data }: Notice) {
  const rule = ruleOf[type];
  if (rule === undefined) return [];
  const subject = rule === "low_balance" ? `account/${accountId}` : `endpoint/${accountId}/${String(data["id"])}`;
  return [{ rule, subject, toldAtMs: atMs }];
}
