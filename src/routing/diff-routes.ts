import type { RouteRule, RouteTable } from "./route-table.ts";

export interface RouteTableDiff {
  /** Ids of rules, in the order of the table they are in. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly {
    readonly ruleId: string;
    readonly fields: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  }[];
  /** True when rules that are in both tables stand in another order, which settles ties. */
  readonly reordered: boolean;
}

/** What changes from one table to another, rule by rule; fields are such as `priority` or `match.senders`. */
export function diffRoutes(before: RouteTable, after: RouteTable): RouteTableDiff {
  const oldRules = new Map(before.rules.map((rule) => [rule.id, rule]));
  const newRules = new Map(after.rules.map((rule) => [rule.id, rule]));
  const keptBefore = [...oldRules.keys()].filter((id) => newRules.has(id));
  const keptAfter = [...newRules.keys()].filter((id) => oldRules.has(id));
  return {
    added: [...newRules.keys()].filter((id) => !oldRules.has(id)),
    removed: [...oldRules.keys()].filter((id) => !newRules.has(id)),
    changed: keptAfter.flatMap((ruleId) => {
      const oldRule = oldRules.get(ruleId);
      const newRule = newRules.get(ruleId);
      const fields = oldRule === undefined || newRule === undefined ? [] : changedFields(oldRule, newRule);
      return fields.length === 0 ? [] : [{ ruleId, fields }];
    }),
    reordered: keptBefore.some((id, index) => keptAfter[index] !== id),
  };
}

function changedFields(before: RouteRule, after: RouteRule): { path: string; before: unknown; after: unknown }[] {
  const oldFields = fieldsOf(before);
  const newFields = fieldsOf(after);
  return [...new Set([...oldFields.keys(), ...newFields.keys()])]
    .filter((path) => canonical(oldFields.get(path)) !== canonical(newFields.get(path)))
    .map((path) => ({ path, before: oldFields.get(path) ?? null, after: newFields.get(path) ?? null }));
}

/** A rule's own fields, and each condition as a field of its own. */
function fieldsOf({ match, ...rule }: RouteRule): Map<string, unknown> {
  return new Map<string, unknown>([
    ...Object.entries(rule),
    ...Object.entries(match).map(([name, condition]): [string, unknown] => [`match.${name}`, condition]),
  ]);
}

/** JSON whose objects have their keys in order, so that only values tell two apart. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
