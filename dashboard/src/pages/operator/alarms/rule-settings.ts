import type { Schema } from "../../../api/client.ts";
import type { AlarmRule } from "./alarm-calls.ts";

export type StoredRule = Schema<"AlarmRules">["rules"][number];
type Settings = StoredRule["settings"];

/** A rule's settings as the form has them: numbers are texts while one types. */
export interface RuleSettingsValues {
  enabled: boolean;
  severity: Settings["severity"];
  raiseAt: string;
  clearBelow: string;
  raiseAfterMinutes: string;
  clearAfterMinutes: string;
  minimumVolume: string;
}

export type RulesValues = { [Rule in AlarmRule]?: RuleSettingsValues };

export function rulesValues(rules: readonly StoredRule[]): RulesValues {
  return Object.fromEntries(rules.map(({ rule, settings }) => [rule, settingsValues(settings)]));
}

export function settingsValues(settings: Settings): RuleSettingsValues {
  return {
    enabled: settings.enabled,
    severity: settings.severity,
    raiseAt: String(settings.raiseAt),
    clearBelow: String(settings.clearBelow),
    raiseAfterMinutes: String(settings.raiseAfterMinutes),
    clearAfterMinutes: String(settings.clearAfterMinutes),
    minimumVolume: String(settings.minimumVolume),
  };
}

export function rulesOf(values: RulesValues): Schema<"AlarmRulesInput">["rules"] {
  return Object.fromEntries(
    Object.entries(values).map(([rule, settings]) => [
      rule,
      {
        enabled: settings.enabled,
        severity: settings.severity,
        raiseAt: Number(settings.raiseAt),
        clearBelow: Number(settings.clearBelow),
        raiseAfterMinutes: Number(settings.raiseAfterMinutes),
        clearAfterMinutes: Number(settings.clearAfterMinutes),
        minimumVolume: Number(settings.minimumVolume),
      },
    ]),
  );
}
