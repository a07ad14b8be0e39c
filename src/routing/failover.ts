import type { FailoverTrigger } from "./route-table.ts";

/** Where a text may go from the carrier that has it. Whoever has the text has its plan, and nobody else. */
export interface FailoverPlan {
  /** Carriers that have not had it, the next one first. */
  readonly to: readonly string[];
  /** Carriers that had it and did not refuse it, the one it left first at the front. It may come back to them. */
  readonly back?: readonly string[];
  /** What lets it go on. */
  readonly on: readonly FailoverTrigger[];
  /** Moves it has behind it. */
  readonly hops?: number;
}

/** The plans of a chunk's texts. Where `of` is absent all have the only one; otherwise it names each text's, -1 for none. */
export interface ChunkFailover {
  readonly plans: readonly FailoverPlan[];
  readonly of?: readonly number[];
}

/**
 * Why a text leaves a carrier. open: too many of its submits failed. draining, disabled: it is taken out of service. The others are
 * the triggers of that name.
 */
const moveReasons = ["unbound", "throttled", "open", "draining", "disabled", "rejected", "undelivered"] as const;
export type MoveReason = (typeof moveReasons)[number];

/** What presses texts to leave a carrier now. */
export interface MovePressure {
  readonly reason: MoveReason;
  /** Which texts: those with this trigger, or all that have a plan. */
  readonly trigger: FailoverTrigger | null;
  /** How long a text waits at the carrier before it leaves. */
  readonly afterMs: number;
}

export const maxHops = 16;
const shortestStayMs = 30_000;
const longestStayMs = 1_800_000;

/**
 * The next carrier and the plan as it has it; null where the text stays for good. A carrier that has `refused` is never tried
 * again, the others may be once every carrier has had the text.
 */
export function onward(
  plan: FailoverPlan,
  from: string,
  refused: boolean,
): { readonly carrierId: string; readonly plan: FailoverPlan } | null {
  const { to, back = [], on, hops = 0 } = plan;
  const isFresh = to.length > 0;
  const carrierId = isFresh ? to[0] : back[0];
  if (carrierId === undefined || hops >= maxHops) return null;
  const returns = refused ? [] : [from];
  return {
    carrierId,
    plan: {
      to: to.slice(1),
      back: isFresh ? [...back, ...returns] : [...back.slice(1), ...returns],
      on,
      hops: hops + 1,
    },
  };
}

/** The plans of texts in their order, each written once; undefined where none of them has one. */
export function chunkFailover(plans: readonly (FailoverPlan | null)[]): ChunkFailover | undefined {
  const distinct = new Map<string, number>();
  const list: FailoverPlan[] = [];
  let last: FailoverPlan | null = null;
  let lastIndex = -1;
  const of = plans.map((plan) => {
    if (plan === null) return -1;
    if (plan === last) return lastIndex;
    const key = JSON.stringify(plan);
    const index = distinct.get(key) ?? list.push(plan) - 1;
    distinct.set(key, index);
    [last, lastIndex] = [plan, index];
    return index;
  });
  if (list.length === 0) return undefined;
  return of.every((index) => index === 0) ? { plans: list } : { plans: list, of };
}

/** Whether a text may leave for a reason that is its own, and not the carrier's state. */
export function mayLeave(plan: FailoverPlan | null, trigger: FailoverTrigger): plan is FailoverPlan {
  return plan !== null && plan.on.includes(trigger) && onward(plan, "", true) !== null;
}

/**
 * When a text that came at `arrivedAtMs` is to leave, and why; null where nothing presses it. It goes to a carrier that has not
 * had it without delay; before it goes back to one it left it stays a while, which doubles with each move.
 */
export function moveDue(
  plan: FailoverPlan,
  pressures: readonly MovePressure[],
  arrivedAtMs: number,
): { readonly reason: MoveReason; readonly atMs: number } | null {
  const { to, back = [], on, hops = 0 } = plan;
  if (hops >= maxHops || (to.length === 0 && back.length === 0)) return null;
  const stayMs = to.length > 0 ? 0 : Math.min(longestStayMs, shortestStayMs * 2 ** Math.max(0, hops - 1));
  let due: { reason: MoveReason; atMs: number } | null = null;
  for (const { reason, trigger, afterMs } of pressures) {
    if (trigger !== null && !on.includes(trigger)) continue;
    const atMs = arrivedAtMs + Math.max(afterMs, stayMs);
    if (due === null || atMs < due.atMs) due = { reason, atMs };
  }
  return due;
}
