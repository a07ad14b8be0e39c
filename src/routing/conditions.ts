import type { Lane } from "../messages/message.ts";
import type { RouteMatch } from "./route-table.ts";
import { compileSenders } from "./sender-pattern.ts";
import { compileTextPattern } from "./text-pattern.ts";
import { compileTimeWindow } from "./time-window.ts";

/** What a route is picked for. */
export interface RouteRequest {
  readonly accountId: string;
  readonly sender: string;
  /** E.164 with its `+`. */
  readonly recipient: string;
  /** ISO 3166-1 alpha-2; from the recipient's calling code when absent. */
  readonly country?: string | undefined;
  /** MCC and MNC, such as `262-01`; from the table of number ranges when absent. */
  readonly operator?: string | undefined;
  readonly lane: Lane;
  readonly text: string;
  /** Epoch ms. */
  readonly nowMs: number;
  /** What a weighted choice is drawn from: the same message draws the same carriers however often it comes. */
  readonly messageId: string;
}

/** A request with what conditions compare, worked out once. */
export interface RouteFacts {
  readonly request: RouteRequest;
  readonly lowerCaseSender: string;
  readonly country: string | null;
  readonly operator: string | null;
}

export type ConditionName = keyof RouteMatch;

export interface Condition {
  readonly name: Exclude<ConditionName, "destinationPrefixes">;
  readonly holds: (facts: RouteFacts) => boolean;
}

export type ConditionsResult =
  | { readonly ok: true; readonly conditions: readonly Condition[] }
  | { readonly ok: false; readonly path: ConditionName; readonly reason: string };

/** The conditions of a rule, cheap ones first; destination prefixes are the index's to settle. */
export function compileConditions(match: RouteMatch): ConditionsResult {
  const conditions: Condition[] = [];
  const { accounts, lanes, senders, countries, operators, timeOfDay, textPattern } = match;
  if (lanes !== undefined) conditions.push(member("lanes", lanes, (facts) => facts.request.lane));
  if (accounts !== undefined) conditions.push(member("accounts", accounts, (facts) => facts.request.accountId));
  if (countries !== undefined) conditions.push(member("countries", countries, (facts) => facts.country));
  if (operators !== undefined) conditions.push(member("operators", operators, (facts) => facts.operator));
  if (senders !== undefined) {
    const matches = compileSenders(senders);
    conditions.push({ name: "senders", holds: (facts) => matches(facts.lowerCaseSender) });
  }
  if (timeOfDay !== undefined) {
    const isWithin = compileTimeWindow(timeOfDay);
    if (isWithin === null) return { ok: false, path: "timeOfDay", reason: `no such time zone: ${timeOfDay.timeZone}` };
    conditions.push({ name: "timeOfDay", holds: (facts) => isWithin(facts.request.nowMs) });
  }
  if (textPattern !== undefined) {
    const pattern = compileTextPattern(textPattern);
    if (!pattern.ok) return { ok: false, path: "textPattern", reason: pattern.reason };
    conditions.push({ name: "textPattern", holds: (facts) => pattern.matches(facts.request.text) });
  }
  return { ok: true, conditions };
}

/** The first condition that a request does not meet, or null when it meets them all. */
export function firstUnmet(conditions: readonly Condition[], facts: RouteFacts): Condition | null {
  for (const condition of conditions) if (!condition.holds(facts)) return condition;
  return null;
}

function member(
  name: Condition["name"],
  values: readonly string[],
  valueOf: (facts: RouteFacts) => string | null,
): Condition {
  const set: ReadonlySet<string | null> = new Set(values);
  return { name, holds: (facts) => set.has(valueOf(facts)) };
}
