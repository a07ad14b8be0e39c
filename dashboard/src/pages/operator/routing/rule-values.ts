import type { Rule } from "./routes-calls.ts";

export type Strategy = NonNullable<Rule["strategy"]>;
export type Trigger = NonNullable<Rule["failover"]>["on"][number];
type Match = NonNullable<Rule["match"]>;
export type Lane = NonNullable<Match["lanes"]>[number];
export type Weekday = NonNullable<NonNullable<Match["timeOfDay"]>["days"]>[number];

export const strategies: readonly Strategy[] = ["priority", "weight", "leastCost"];
export const triggers: readonly Trigger[] = ["unbound", "throttled", "rejected", "undelivered"];
export const lanes: readonly Lane[] = ["otp", "normal", "bulk"];
export const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const usualTriggers: Trigger[] = ["unbound", "throttled", "rejected"];

/** A carrier of a rule as the form has it. */
export interface TargetValues {
  carrierId: string;
  weight: string;
  pricePerSegmentMicros: string;
}

/** A rule as the form has it: lists are texts with commas; an empty one is no condition. */
export interface RuleValues {
  id: string;
  priority: string;
  enabled: boolean;
  strategy: Strategy;
  failover: Trigger[];
  targets: TargetValues[];
  destinationPrefixes: string;
  countries: string;
  operators: string;
  senders: string;
  accounts: string;
  lanes: Lane[];
  textPattern: string;
  /** Only at some times. */
  hasTimes: boolean;
  timeZone: string;
  days: Weekday[];
  from: string;
  to: string;
}

export const emptyTarget: TargetValues = { carrierId: "", weight: "1", pricePerSegmentMicros: "" };

export function ruleValues(rule: Rule, timeZone: string): RuleValues {
  const { match = {} } = rule;
  return {
    id: rule.id,
    priority: String(rule.priority ?? 100),
    enabled: rule.enabled ?? true,
    strategy: rule.strategy ?? "priority",
    failover: [...(rule.failover?.on ?? usualTriggers)],
    targets: rule.targets.map((target) => ({
      carrierId: target.carrierId,
      weight: String(target.weight ?? 1),
      pricePerSegmentMicros: target.pricePerSegmentMicros === undefined ? "" : String(target.pricePerSegmentMicros),
    })),
    destinationPrefixes: listText(match.destinationPrefixes),
    countries: listText(match.countries),
    operators: listText(match.operators),
    senders: listText(match.senders),
    accounts: listText(match.accounts),
    lanes: [...(match.lanes ?? [])],
    textPattern: match.textPattern ?? "",
    hasTimes: match.timeOfDay !== undefined,
    timeZone: match.timeOfDay?.timeZone ?? timeZone,
    days: [...(match.timeOfDay?.days ?? weekdays)],
    from: match.timeOfDay?.from ?? "08:00",
    to: match.timeOfDay?.to ?? "20:00",
  };
}

export function newRuleValues(timeZone: string): RuleValues {
  return ruleValues({ id: "", targets: [{ carrierId: "" }] }, timeZone);
}

/** The rule that the form says; conditions without anything are left out. */
export function ruleOf(values: RuleValues): Rule {
  return {
    id: values.id.trim(),
    priority: Number(values.priority),
    enabled: values.enabled,
    match: matchOf(values),
    targets: values.targets.map(({ carrierId, weight, pricePerSegmentMicros }) => ({
      carrierId,
      weight: Number(weight),
      ...(pricePerSegmentMicros !== "" && { pricePerSegmentMicros: Number(pricePerSegmentMicros) }),
    })),
    strategy: values.strategy,
    failover: { on: triggers.filter((trigger) => values.failover.includes(trigger)) },
  };
}

function matchOf(values: RuleValues): Match {
  const prefixes = listOf(values.destinationPrefixes).map((prefix) => prefix.replace(/^\+/, ""));
  return {
    ...listed("destinationPrefixes", prefixes),
    ...listed(
      "countries",
      listOf(values.countries).map((country) => country.toUpperCase()),
    ),
    ...listed("operators", listOf(values.operators)),
    ...listed("senders", listOf(values.senders)),
    ...listed("accounts", listOf(values.accounts)),
    ...(values.lanes.length > 0 && { lanes: lanes.filter((lane) => values.lanes.includes(lane)) }),
    ...(values.textPattern !== "" && { textPattern: values.textPattern }),
    ...(values.hasTimes && {
      timeOfDay: {
        timeZone: values.timeZone.trim(),
        ...(values.days.length < weekdays.length && { days: weekdays.filter((day) => values.days.includes(day)) }),
        from: values.from,
        to: values.to,
      },
    }),
  };
}

function listed<Name extends string>(name: Name, list: string[]): { [Key in Name]?: string[] } {
  return (list.length === 0 ? {} : { [name]: list }) as { [Key in Name]?: string[] };
}

function listText(list: readonly string[] | undefined): string {
  return (list ?? []).join(", ");
}

function listOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((item) => item !== "");
}

/** In the order in which they are asked: by priority, then by id. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  return rules.toSorted(
    (one, other) => (one.priority ?? 100) - (other.priority ?? 100) || (one.id < other.id ? -1 : 1),
  );
}

/** A rule's conditions as `name: values`, for a line of text. */
export function conditionsOf(rule: Rule): { name: keyof Match; text: string }[] {
  return Object.entries(rule.match ?? {}).map(([name, wanted]) => ({
    name: name as keyof Match,
    text: textOf(wanted),
  }));
}

function textOf(wanted: Match[keyof Match]): string {
  if (Array.isArray(wanted)) {
    const shown = wanted.slice(0, 5).join(", ");
    return wanted.length > 5 ? `${shown} … (${wanted.length})` : shown;
  }
  if (typeof wanted === "string") return wanted;
  return wanted === undefined ? "" : `${wanted.from}–${wanted.to} ${wanted.timeZone}`;
}
