import { preferredOrder } from "./carrier-order.ts";
import { type CompiledRoutes, type CompiledRule, factsOf } from "./compile-routes.ts";
import { type ConditionName, type RouteFacts, type RouteRequest, firstUnmet } from "./conditions.ts";
import { type RouteResult, pickRoute } from "./pick-route.ts";
import type { RouteMatch, RouteRule } from "./route-table.ts";

/**
 * chosen: its carriers are used. outranked: it fits, but a rule before it does too. not_matched: a condition does not hold.
 * disabled: it is switched off. invalid: it cannot be asked.
 */
export type RuleVerdict = "chosen" | "outranked" | "not_matched" | "disabled" | "invalid";

export interface RuleExplanation {
  readonly ruleId: string;
  readonly priority: number;
  readonly verdict: RuleVerdict;
  /** The longest of the rule's prefixes that the recipient begins with. */
  readonly matchedPrefix?: string;
  /** The first condition that does not hold: what it wants, and what the text has. */
  readonly unmet?: { readonly condition: ConditionName; readonly wanted: unknown; readonly actual: string | null };
  /** Why the rule cannot be asked. */
  readonly reason?: string;
}

export interface CandidateExplanation {
  readonly carrierId: string;
  /** Place in the rule's own order, from 1. */
  readonly preferred: number;
  /** Place among the candidates, from 1; null for a carrier that is none. */
  readonly place: number | null;
}

export interface RouteExplanation {
  readonly result: RouteResult;
  /** What was compared, where it was worked out: the recipient's country and operator. */
  readonly facts: { readonly country: string | null; readonly operator: string | null };
  /** Every rule of the table: those that fit first, in the order in which they are asked, then the others as listed. */
  readonly rules: readonly RuleExplanation[];
  /** Every carrier of the chosen rule, in the rule's own order. */
  readonly candidates: readonly CandidateExplanation[];
}

/** Why `pickRoute` gives what it gives: which rule decides, what keeps every other one from it, and each carrier's place. */
export function explainRoute(routes: CompiledRoutes, request: RouteRequest): RouteExplanation {
  const result = pickRoute(routes, request);
  const facts = factsOf(routes, request);
  const fitting: Fit[] = [];
  const others: RuleExplanation[] = [];
  for (const rule of routes.table.rules) {
    const judged = judge(routes, rule, facts);
    if ("verdict" in judged) others.push(judged);
    else fitting.push(judged);
  }
  fitting.sort((a, b) => a.place - b.place);
  const chosen = result.ok ? fitting.find(({ compiled }) => compiled.rule.id === result.ruleId) : undefined;
  return {
    result,
    facts: { country: facts.country, operator: facts.operator },
    rules: [...fitting.map((fit) => explainFit(fit, chosen)), ...others],
    candidates: chosen === undefined ? [] : explainCandidates(chosen.compiled, request, result),
  };
}

/** A rule that fits, by its longest prefix. */
interface Fit {
  readonly compiled: CompiledRule;
  readonly prefix: string;
  readonly place: number;
}

/** Asks a rule by itself, without the indices that `pickRoute` goes by. */
function judge(routes: CompiledRoutes, rule: RouteRule, facts: RouteFacts): Fit | RuleExplanation {
  if (!rule.enabled) return { ...nameOf(rule), verdict: "disabled" };
  const entries = routes.entries.map((entry, place) => ({ ...entry, place }));
  const own = entries.filter(({ compiled }) => compiled.rule === rule);
  const [first] = own;
  if (first === undefined) {
    const reason = routes.leftOut.find(({ ruleId }) => ruleId === rule.id)?.reason ?? "";
    return { ...nameOf(rule), verdict: "invalid", reason };
  }
  const fit = own.find(({ prefix }) => facts.request.recipient.startsWith(prefix, 1));
  const unmet = firstUnmet(first.compiled.conditions, facts);
  if (fit !== undefined && unmet === null) return fit;
  const condition = fit === undefined || unmet === null ? "destinationPrefixes" : unmet.name;
  return {
    ...nameOf(rule),
    verdict: "not_matched",
    unmet: { condition, wanted: rule.match[condition], actual: actualOf(condition, facts) },
  };
}

function explainFit({ compiled, prefix, place }: Fit, chosen: Fit | undefined): RuleExplanation {
  return {
    ...nameOf(compiled.rule),
    verdict: place === chosen?.place ? "chosen" : "outranked",
    ...(prefix !== "" && { matchedPrefix: prefix }),
  };
}

function nameOf(rule: RouteRule): { ruleId: string; priority: number } {
  return { ruleId: rule.id, priority: rule.priority };
}

function actualOf(condition: keyof RouteMatch, { request, country, operator }: RouteFacts): string | null {
  switch (condition) {
    case "accounts":
      return request.accountId;
    case "senders":
      return request.sender;
    case "destinationPrefixes":
      return request.recipient;
    case "countries":
      return country;
    case "operators":
      return operator;
    case "lanes":
      return request.lane;
    case "textPattern":
      return null;
    case "timeOfDay":
      return new Date(request.nowMs).toISOString();
  }
}

function explainCandidates(
  { targets }: CompiledRule,
  { messageId }: RouteRequest,
  result: RouteResult,
): CandidateExplanation[] {
  const candidates = result.ok ? result.candidates : [];
  return preferredOrder(targets, messageId).map((carrierId, index) => {
    const place = candidates.indexOf(carrierId);
    return {
      carrierId,
      preferred: index + 1,
      place: place < 0 ? null : place + 1,
    };
  });
}
