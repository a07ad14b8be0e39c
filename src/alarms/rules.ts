/** What an alarm may be about. docs/alarms.md says of each what it means and what to do. */
export const alarmRules = [
  "delivery_rate",
  "backlog_age",
  "carrier_down",
  "throttled",
  "receipt_drift",
  "dead_letters",
  "low_balance",
  "webhook_disabled",
  "clock_skew",
] as const;
export type AlarmRule = (typeof alarmRules)[number];

export const alarmSeverities = ["warning", "critical"] as const;
export type AlarmSeverity = (typeof alarmSeverities)[number];

/** What operators may change of a rule. Of every rule, more is worse. */
export interface RuleSettings {
  enabled: boolean;
  severity: AlarmSeverity;
  /** A value from here on is beyond. */
  raiseAt: number;
  /** A value below it is fine; not above `raiseAt`. What is between the two changes nothing of an alarm that is raised. */
  clearBelow: number;
  /** Minutes that a value has to be beyond, and fine, before the alarm is raised, and cleared. */
  raiseAfterMinutes: number;
  clearAfterMinutes: number;
  /** Of `delivery_rate`: messages that have to have ended, lately and in the baseline. 0 for the others. */
  minimumVolume: number;
}

export type AllRuleSettings = Readonly<Record<AlarmRule, RuleSettings>>;

/** A change of some rules: what is left out is as it is built in. */
export type RuleOverrides = { [Rule in AlarmRule]?: RuleOverride | undefined };
export type RuleOverride = { [Name in keyof RuleSettings]?: RuleSettings[Name] | undefined };

export interface RuleDefinition {
  /** In a few words, for people. */
  title: string;
  unit: "points" | "seconds" | "state" | "messages";
  /** Whether a subject that is not observed is fine; where it is not, nobody knows. */
  absentIsFine: boolean;
  defaults: RuleSettings;
}

const state = { raiseAt: 1, clearBelow: 1, minimumVolume: 0, enabled: true } as const;

export const ruleDefinitions: Readonly<Record<AlarmRule, RuleDefinition>> = {
  delivery_rate: {
    title: "fewer messages are delivered than usual",
    unit: "points",
    absentIsFine: false,
    defaults: {
      enabled: true,
      severity: "critical",
      raiseAt: 15,
      clearBelow: 8,
      raiseAfterMinutes: 5,
      clearAfterMinutes: 10,
      minimumVolume: 50,
    },
  },
  backlog_age: {
    title: "texts wait for their carrier",
    unit: "seconds",
    absentIsFine: false,
    defaults: {
      enabled: true,
      severity: "critical",
      raiseAt: 300,
      clearBelow: 60,
      raiseAfterMinutes: 2,
      clearAfterMinutes: 3,
      minimumVolume: 0,
    },
  },
  carrier_down: {
    title: "a carrier cannot be reached",
    unit: "state",
    absentIsFine: false,
    defaults: { ...state, severity: "critical", raiseAfterMinutes: 2, clearAfterMinutes: 3 },
  },
  throttled: {
    title: "a carrier throttles",
    unit: "state",
    absentIsFine: false,
    defaults: { ...state, severity: "warning", raiseAfterMinutes: 10, clearAfterMinutes: 10 },
  },
  receipt_drift: {
    title: "a carrier spells receipts in another way",
    unit: "state",
    absentIsFine: false,
    defaults: { ...state, severity: "warning", raiseAfterMinutes: 1, clearAfterMinutes: 1 },
  },
  dead_letters: {
    title: "queue messages failed every retry",
    unit: "messages",
    absentIsFine: false,
    defaults: { ...state, severity: "critical", raiseAfterMinutes: 1, clearAfterMinutes: 1 },
  },
  low_balance: {
    title: "an account's balance is low",
    unit: "state",
    absentIsFine: true,
    defaults: { ...state, severity: "warning", raiseAfterMinutes: 1, clearAfterMinutes: 5 },
  },
  webhook_disabled: {
    title: "a webhook endpoint is no longer delivered to",
    unit: "state",
    absentIsFine: true,
    defaults: { ...state, severity: "warning", raiseAfterMinutes: 1, clearAfterMinutes: 1 },
  },
  clock_skew: {
    title: "a connector's clock is wrong",
    unit: "seconds",
    absentIsFine: false,
    defaults: {
      enabled: true,
      severity: "warning",
      raiseAt: 5,
      clearBelow: 2,
      raiseAfterMinutes: 3,
      clearAfterMinutes: 5,
      minimumVolume: 0,
    },
  },
};

/** The rules in force: those that are built in, with what operators changed. */
export function withOverrides(overrides: RuleOverrides): AllRuleSettings {
  return Object.fromEntries(
    alarmRules.map((rule) => [rule, { ...ruleDefinitions[rule].defaults, ...named(overrides[rule]) }]),
  ) as Record<AlarmRule, RuleSettings>;
}

function named(override: RuleOverride | undefined): Partial<RuleSettings> {
  return Object.fromEntries(Object.entries(override ?? {}).filter(([, value]) => value !== undefined));
}
