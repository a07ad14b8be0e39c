import type { Chance } from "./chance.ts";
import { hostileString, hostileValue } from "./hostile-values.ts";

/** The value with one thing in it changed: a field left out, replaced, repeated, renamed, or one too many. */
export function mutate(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) return mutateList(value, chance);
  if (typeof value === "object" && value !== null) return mutateObject({ ...value }, chance);
  return mutateLeaf(value, chance);
}

function mutateList(items: readonly unknown[], chance: Chance): unknown {
  if (items.length === 0 || chance.is(0.2)) return hostileValue(chance);
  const at = chance.integer(0, items.length - 1);
  if (chance.is(0.2)) {
    const length = chance.pick([2, 60, 1_001]);
    return Array.from({ length: isSmall(items[at]) ? length : 2 }, () => items[at]);
  }
  if (chance.is(0.1)) return items.toSpliced(at, 1);
  return items.with(at, mutate(items[at], chance));
}

/** What is not small, and repeated twice over, would be more than a string can hold. */
function isSmall(value: unknown): boolean {
  return (JSON.stringify(value) ?? "").length < 1_000;
}

function mutateObject(fields: Record<string, unknown>, chance: Chance): unknown {
  const names = Object.keys(fields);
  if (names.length === 0 || chance.is(0.1)) {
    return chance.is(0.5) ? hostileValue(chance) : { ...fields, [hostileString(chance)]: hostileValue(chance) };
  }
  const name = chance.pick(names);
  const { [name]: field, ...others } = fields;
  if (chance.is(0.15)) return others;
  if (chance.is(0.05)) return { ...others, [name.toUpperCase()]: field };
  return { ...fields, [name]: mutate(field, chance) };
}

function mutateLeaf(value: unknown, chance: Chance): unknown {
  if (chance.is(0.5)) return hostileValue(chance);
  switch (typeof value) {
    case "string":
      return chance.pick([
        `${value}\u0000`,
        value.slice(1),
        value + value,
        value.toUpperCase(),
        ` ${value} `,
        `${value}é`,
      ]);
    case "number":
      return chance.pick([-value, value + 0.5, value * 1e6, value - 1, String(value), 0]);
    case "boolean":
      return !value;
    default:
      return hostileValue(chance);
  }
}
