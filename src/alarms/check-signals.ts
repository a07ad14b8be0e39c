import { findSignals } from "../db/alarms/signals.ts";
import { logWarning } from "../log.ts";
import type { SignalRow } from "../db/alarms-schema.ts";
import type { BySubject, ByRule, Observation } from "./sample.ts";

/** Signals that one look reads, and accounts that it asks. */
const signalLimit = 500;
const askedAtOnce = 20;
/** How often an account is asked whether it is still so. */
const askAgainMs = 180_000;

export interface CheckedSignals {
  observations: ByRule<Observation>;
  /** What more there is to say, JSON, by rule and subject. */
  details: ByRule<string>;
  checked: Pick<SignalRow, "rule" | "subject" | "detail">[];
  gone: Pick<SignalRow, "rule" | "subject" | "toldAtMs">[];
}

/**
 * What accounts told of that is still so. Those that were not asked for longest are asked: a signal may be told twice, and
 * nobody tells that it is over.
 */
export async function checkSignals(env: Pick<Env, "ACCOUNT" | "DB">, nowMs: number): Promise<CheckedSignals> {
  const signals = await findSignals(env.DB, signalLimit);
  const toAsk = signals.filter(({ checkedAtMs }) => checkedAtMs <= nowMs - askAgainMs).slice(0, askedAtOnce);
  const answers = new Map(await Promise.all(toAsk.map(async (signal) => [signal, await ask(env, signal)] as const)));
  const result: CheckedSignals = { observations: {}, details: {}, checked: [], gone: [] };
  for (const signal of signals) {
    const { rule, subject, toldAtMs } = signal;
    const answer = answers.get(signal);
    if (answer === "gone") {
      result.gone.push({ rule, subject, toldAtMs });
      continue;
    }
    const detail = answer === undefined || answer === "silent" ? signal.detail : answer.detail;
    // Whoever is silent waits for their next turn as well: twenty of them would keep all others from being asked.
    if (answer !== undefined) result.checked.push({ rule, subject, detail });
    if (detail === null) continue;
    put(result.observations, rule, subject, { value: 1 });
    put(result.details, rule, subject, detail);
  }
  return result;
}

/** `gone`: it is not so any more. `silent`: the account did not say. */
type Answer = { detail: string } | "gone" | "silent";

async function ask(env: Pick<Env, "ACCOUNT">, { rule, subject }: SignalRow): Promise<Answer> {
  const [, accountId = "", endpointId = ""] = subject.split("/");
  const account = env.ACCOUNT.getByName(accountId);
  try {
    if (rule === "webhook_disabled") {
      const standing = await account.endpoints.standing(endpointId);
      const reason = standing?.disabledReason ?? null;
      return standing?.enabled === false && reason !== null ? { detail: JSON.stringify({ reason }) } : "gone";
    }
    const balance = await account.money.balanceForOperator();
    if (!balance.ok) return "gone";
    const { balanceMicros, lowBalanceMicros, currency } = balance.value;
    if (lowBalanceMicros === null || balanceMicros > lowBalanceMicros) return "gone";
    return { detail: JSON.stringify({ balanceMicros, lowBalanceMicros, currency }) };
  } catch (error) {
    logWarning("alarm.account_silent", { accountId, error: String(error) });
    return "silent";
  }
}

function put<T>(byRule: ByRule<T>, rule: SignalRow["rule"], subject: string, value: T): void {
  const bySubject: BySubject<T> = (byRule[rule] ??= {});
  bySubject[subject] = value;
}
