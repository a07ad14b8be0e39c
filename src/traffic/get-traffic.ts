import type { PresentedKey } from "../accounts/presented-key.ts";
import { findPointsOfAll } from "../db/across-months/points.ts";
import type { PointLabel, TrafficPoint } from "../db/traffic/find-points.ts";
import { type Result, failField, ok } from "../errors.ts";

/** Steps that traffic is told in, with how long each is and the longest range it may have, in minutes. */
export const trafficSteps = {
  "1m": { minutes: 1, longest: 6 * 60 },
  "5m": { minutes: 5, longest: 24 * 60 },
  "1h": { minutes: 60, longest: 31 * 24 * 60 },
  "1d": { minutes: 24 * 60, longest: 31 * 24 * 60 },
} as const;
export type TrafficStep = keyof typeof trafficSteps;

export interface TrafficQuery {
  step: TrafficStep;
  /** Epoch ms; left out, as far back as the step may go. */
  fromMs?: number | undefined;
  /** Epoch ms; now where it is left out. */
  toMs?: number | undefined;
  labels: readonly PointLabel[];
}

export interface Traffic {
  /** Epoch ms, at the beginnings of steps; `toMs` is not in the range. */
  fromMs: number;
  toMs: number;
  points: TrafficPoint[];
}

const rowsLimit = 10_000;
const minuteMs = 60_000;

/** What became of the messages of a key's account, step by step. Errors: unauthenticated, missing_scope, invalid_request. */
export async function getTraffic(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  query: TrafficQuery,
  nowMs: number,
): Promise<Result<Traffic>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "usage:read");
  return authorized.ok ? getTrafficOf(env, key.accountId, query, nowMs) : authorized;
}

/** The same of an account, or of all where it is null. Errors: invalid_request. */
export async function getTrafficOf(
  env: Pick<Env, "DB">,
  accountId: string | null,
  query: TrafficQuery,
  nowMs: number,
): Promise<Result<Traffic>> {
  const { minutes, longest } = trafficSteps[query.step];
  const stepMs = minutes * minuteMs;
  const toMs = Math.ceil(Math.min(query.toMs ?? nowMs, nowMs + minuteMs) / stepMs) * stepMs;
  const fromMs = Math.floor((query.fromMs ?? toMs - longest * minuteMs) / stepMs) * stepMs;
  if (fromMs >= toMs) return failField("to", "invalid_request", "This must be after `from`.");
  // One step more, since both ends are taken to full steps.
  if (toMs - fromMs > longest * minuteMs + stepMs) {
    return failField("from", "invalid_request", `With step ${query.step} a range is at most ${longest / 60} hours.`);
  }
  const points = await findPointsOfAll(env, {
    accountId,
    fromMinute: fromMs / minuteMs,
    beforeMinute: toMs / minuteMs,
    stepMinutes: minutes,
    labels: query.labels,
    limit: rowsLimit + 1,
  });
  if (points.length <= rowsLimit) return ok({ fromMs, toMs, points });
  return failField("groupBy", "invalid_request", `This makes more than ${rowsLimit} rows: take fewer hours or groups.`);
}
