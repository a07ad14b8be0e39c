import { findPointsOfAll } from "../db/across-months/points.ts";
import { endWatched, keepWatched } from "../db/live-watchers.ts";
import { startOfDay } from "../traffic/get-overview.ts";
import { minuteNumbers } from "../traffic/numbers.ts";
import type { NumbersFrame } from "./protocol.ts";
import { accountOfTopic } from "./topics.ts";

/** What a live object asks of the rest, by its topic. */

/** Rows of one minute are told apart by status only. */
const rowsLimit = 200;
const shownMinutes = 3;

/** Has consumers tell of the topic until then (epoch ms). */
export function keepWatching(env: Pick<Env, "DB">, topic: string, untilMs: number): Promise<void> {
  return keepWatched(env.DB, topic, untilMs);
}

/** Nobody is left. */
export function endWatching(env: Pick<Env, "DB">, topic: string): Promise<void> {
  return endWatched(env.DB, topic);
}

/** What was counted in the last minutes, and what the account has. */
export async function readNumbers(
  env: Pick<Env, "ACCOUNT" | "DB">,
  topic: string,
  nowMs: number,
): Promise<NumbersFrame> {
  const accountId = accountOfTopic(topic);
  const minute = Math.floor(nowMs / 60_000);
  const [points, spending] = await Promise.all([
    findPointsOfAll(env, {
      accountId,
      fromMinute: minute - shownMinutes + 1,
      beforeMinute: minute + 1,
      stepMinutes: 1,
      labels: ["status"],
      limit: rowsLimit,
    }),
    accountId === null ? null : env.ACCOUNT.getByName(accountId).overview.spending([startOfDay(nowMs)]),
  ]);
  return {
    type: "numbers",
    minutes: minuteNumbers(points),
    money:
      spending === null
        ? null
        : {
            currency: spending.currency,
            spentTodayMicros: spending.spentMicros[0] ?? 0,
            balanceMicros: spending.balanceMicros,
          },
  };
}
