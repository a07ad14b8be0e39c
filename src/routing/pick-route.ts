import { orderCarriers } from "./carrier-order.ts";
import { type CompiledRoutes, factsOf } from "./compile-routes.ts";
import { type RouteFacts, type RouteRequest, firstUnmet } from "./conditions.ts";
import { visitPrefixes } from "./prefix-trie.ts";
import type { FailoverTrigger } from "./route-table.ts";

/** no_rule: no rule fits. */
export type RouteProblem = "no_rule";

export type RouteResult =
  | {
      readonly ok: true;
      readonly ruleId: string;
      /** The carrier to use, then those to fail over to. */
      readonly candidates: readonly string[];
      /** What lets a text that is at a candidate already go on to the next one. */
      readonly failoverOn: readonly FailoverTrigger[];
    }
  | { readonly ok: false; readonly reason: RouteProblem };

const noRule: RouteResult = { ok: false, reason: "no_rule" };

/**
 * The rule for a text and the order of its carriers. The first rule that fits decides, by priority, then by the length of the
 * destination prefix, then by its place in the table. How carriers do plays no part: whoever asks again gets the same.
 */
export function pickRoute(routes: CompiledRoutes, request: RouteRequest): RouteResult {
  const facts = factsOf(routes, request);
  const lists = listsFor(routes, facts);
  const cursors = lists.map(() => 0);
  for (let place = nextPlace(lists, cursors); place >= 0; place = nextPlace(lists, cursors)) {
    const compiled = routes.entries[place]?.compiled;
    if (compiled === undefined || firstUnmet(compiled.conditions, facts) !== null) continue;
    const candidates = orderCarriers(compiled.targets, request.messageId);
    return { ok: true, ruleId: compiled.rule.id, candidates, failoverOn: compiled.targets.failoverOn };
  }
  return noRule;
}

/** The lists of the indices that may hold the rule. */
function listsFor(routes: CompiledRoutes, facts: RouteFacts): (readonly number[])[] {
  const lists: (readonly number[])[] = [];
  const add = (list: readonly number[] | undefined): void => {
    if (list !== undefined && list.length > 0) lists.push(list);
  };
  const { trie, lists: prefixLists } = routes.byPrefix;
  if (prefixLists.length > 0) visitPrefixes(trie, facts.request.recipient, 1, (value) => add(prefixLists[value]));
  add(routes.byAccount.get(facts.request.accountId));
  add(routes.bySender.get(facts.lowerCaseSender));
  if (facts.country !== null) add(routes.byCountry.get(facts.country));
  add(routes.byNothing);
  return lists;
}

/** The lowest place that no list has given out yet, or -1. */
function nextPlace(lists: readonly (readonly number[])[], cursors: number[]): number {
  let lowest = Infinity;
  let from = -1;
  for (let index = 0; index < lists.length; index++) {
    const place = lists[index]?.[cursors[index] ?? 0] ?? Infinity;
    if (place < lowest) {
      lowest = place;
      from = index;
    }
  }
  if (from < 0) return -1;
  cursors[from] = (cursors[from] ?? 0) + 1;
  return lowest;
}
