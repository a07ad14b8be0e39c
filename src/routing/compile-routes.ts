import { type CompiledTargets, compileTargets } from "./carrier-order.ts";
import { type Condition, type RouteFacts, type RouteRequest, compileConditions } from "./conditions.ts";
import { countryOfNumber } from "./country.ts";
import type { OperatorLookup } from "./operators.ts";
import { type PrefixTrie, buildPrefixTrie } from "./prefix-trie.ts";
import type { RouteMatch, RouteRule, RouteTable } from "./route-table.ts";
import { exactSenders } from "./sender-pattern.ts";

/** A rule that can be asked. */
export interface CompiledRule {
  readonly rule: RouteRule;
  readonly conditions: readonly Condition[];
  readonly targets: CompiledTargets;
}

/** A rule as one of its destination prefixes, or none, ranks it among all. */
export interface RouteEntry {
  readonly compiled: CompiledRule;
  readonly prefix: string;
}

/**
 * A routing table ready for use. Every rule is in one index, by what narrows most: its destination prefixes, accounts, senders
 * or countries, or among those asked for each text. Lists hold places in `entries`, in rising order, so the lists that a
 * request selects are walked like one.
 */
export interface CompiledRoutes {
  readonly table: RouteTable;
  readonly operatorOf: OperatorLookup | null;
  /** The first that fits is the one. */
  readonly entries: readonly RouteEntry[];
  readonly byPrefix: { readonly trie: PrefixTrie; readonly lists: readonly (readonly number[])[] };
  readonly byAccount: ReadonlyMap<string, readonly number[]>;
  readonly bySender: ReadonlyMap<string, readonly number[]>;
  readonly byCountry: ReadonlyMap<string, readonly number[]>;
  readonly byNothing: readonly number[];
  /** Which facts have to be worked out. */
  readonly needsCountry: boolean;
  readonly needsOperator: boolean;
  /** Enabled rules that cannot be asked and are left out; `validateRoutes` finds the same before a table is stored. */
  readonly leftOut: readonly { readonly ruleId: string; readonly reason: string }[];
}

/** Compiles the enabled rules of a table; `operatorOf` finds operators where requests do not name them. */
export function compileRoutes(table: RouteTable, operatorOf: OperatorLookup | null = null): CompiledRoutes {
  const leftOut: { ruleId: string; reason: string }[] = [];
  const ranked: { entry: RouteEntry; position: number }[] = [];
  for (const [position, rule] of table.rules.entries()) {
    if (!rule.enabled) continue;
    const result = compileConditions(rule.match);
    if (!result.ok) {
      leftOut.push({ ruleId: rule.id, reason: result.reason });
      continue;
    }
    const compiled = { rule, conditions: result.conditions, targets: compileTargets(rule) };
    const prefixes = new Set(rule.match.destinationPrefixes ?? [""]);
    for (const prefix of prefixes) ranked.push({ entry: { compiled, prefix }, position });
  }
  ranked.sort(
    (a, b) =>
      a.entry.compiled.rule.priority - b.entry.compiled.rule.priority ||
      b.entry.prefix.length - a.entry.prefix.length ||
      a.position - b.position,
  );
  const entries = ranked.map(({ entry }) => entry);
  return { table, operatorOf, entries, ...indexOf(entries), ...needsOf(entries), leftOut };
}

/** What conditions compare, of one request. */
export function factsOf(routes: CompiledRoutes, request: RouteRequest): RouteFacts {
  return {
    request,
    lowerCaseSender: request.sender.toLowerCase(),
    country: request.country ?? (routes.needsCountry ? countryOfNumber(request.recipient) : null),
    operator: request.operator ?? (routes.needsOperator ? (routes.operatorOf?.(request.recipient) ?? null) : null),
  };
}

type Index = Pick<CompiledRoutes, "byPrefix" | "byAccount" | "bySender" | "byCountry" | "byNothing">;

function indexOf(entries: readonly RouteEntry[]): Index {
  const byPrefix = new Map<string, number[]>();
  const byAccount = new Map<string, number[]>();
  const bySender = new Map<string, number[]>();
  const byCountry = new Map<string, number[]>();
  const byNothing: number[] = [];
  for (const [place, { compiled, prefix }] of entries.entries()) {
    const { accounts, senders, countries } = compiled.rule.match;
    const exact = senders === undefined ? null : exactSenders(senders);
    if (prefix !== "") append(byPrefix, [prefix], place);
    else if (accounts !== undefined) append(byAccount, accounts, place);
    else if (exact !== null) append(bySender, exact, place);
    else if (countries !== undefined) append(byCountry, countries, place);
    else byNothing.push(place);
  }
  const lists = [...byPrefix.values()];
  const trie = buildPrefixTrie([...byPrefix.keys()].map((prefix, index) => [prefix, index]));
  return { byPrefix: { trie, lists }, byAccount, bySender, byCountry, byNothing };
}

function append(lists: Map<string, number[]>, keys: readonly string[], place: number): void {
  for (const key of new Set(keys)) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [place]);
    else list.push(place);
  }
}

function needsOf(entries: readonly RouteEntry[]): Pick<CompiledRoutes, "needsCountry" | "needsOperator"> {
  const uses = (name: keyof RouteMatch): boolean =>
    entries.some(({ compiled }) => compiled.rule.match[name] !== undefined);
  return { needsCountry: uses("countries"), needsOperator: uses("operators") };
}
