import { compileConditions } from "./conditions.ts";
import type { RouteRule, RouteTable } from "./route-table.ts";

export type RouteTableErrorCode =
  | "duplicate_rule"
  | "unknown_carrier"
  | "duplicate_carrier"
  | "missing_price"
  | "no_weight"
  | "bad_text_pattern"
  | "unknown_time_zone"
  | "unreachable";

/** What is wrong with a field; `path` is such as `rules.3.targets.0.carrierId`. */
export interface RouteTableError {
  readonly path: string;
  readonly code: RouteTableErrorCode;
  readonly message: string;
}

/** What is wrong with a table that has the right shape; nothing when it may be stored. */
export function validateRoutes(table: RouteTable, knownCarriers: ReadonlySet<string>): RouteTableError[] {
  const errors: RouteTableError[] = [];
  const firstWithId = new Map<string, number>();
  const catchAll = firstCatchAll(table);
  for (const [index, rule] of table.rules.entries()) {
    const path = `rules.${index}`;
    const earlier = firstWithId.get(rule.id);
    if (earlier === undefined) firstWithId.set(rule.id, index);
    else errors.push(error(`${path}.id`, "duplicate_rule", `Rule ${earlier} already has this id.`));
    errors.push(...targetErrors(rule, path, knownCarriers));
    const conditions = compileConditions(rule.match);
    if (!conditions.ok) {
      const code = conditions.path === "textPattern" ? "bad_text_pattern" : "unknown_time_zone";
      errors.push(error(`${path}.match.${conditions.path}`, code, conditions.reason));
    }
    if (catchAll !== null && rule.enabled && rule.priority > catchAll.priority) {
      const message = `Rule ${catchAll.id} takes every text before this one is asked.`;
      errors.push(error(`${path}.priority`, "unreachable", message));
    }
  }
  return errors;
}

function targetErrors(rule: RouteRule, path: string, knownCarriers: ReadonlySet<string>): RouteTableError[] {
  const errors: RouteTableError[] = [];
  const seen = new Set<string>();
  for (const [index, { carrierId, pricePerSegmentMicros }] of rule.targets.entries()) {
    const at = `${path}.targets.${index}`;
    if (!knownCarriers.has(carrierId)) {
      errors.push(error(`${at}.carrierId`, "unknown_carrier", `There is no carrier ${carrierId}.`));
    }
    if (seen.has(carrierId)) errors.push(error(`${at}.carrierId`, "duplicate_carrier", "The rule names it twice."));
    seen.add(carrierId);
    if (rule.strategy === "leastCost" && pricePerSegmentMicros === undefined) {
      errors.push(error(`${at}.pricePerSegmentMicros`, "missing_price", "leastCost compares prices."));
    }
  }
  if (rule.strategy === "weight" && rule.targets.every(({ weight }) => weight === 0)) {
    errors.push(error(`${path}.targets`, "no_weight", "One carrier at least needs a weight above 0."));
  }
  return errors;
}

/** The enabled rule without conditions that is asked first: none of a later priority is ever asked. */
function firstCatchAll(table: RouteTable): RouteRule | null {
  const catchAlls = table.rules.filter(
    ({ enabled, match }) => enabled && Object.values(match).every((condition) => condition === undefined),
  );
  return catchAlls.toSorted((a, b) => a.priority - b.priority)[0] ?? null;
}

function error(path: string, code: RouteTableErrorCode, message: string): RouteTableError {
  return { path, code, message };
}
