import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { type AllRuleSettings, type RuleOverrides, alarmRules, withOverrides } from "./rules.ts";

/** The rules as they would be. Errors: invalid_request. */
export function checkRules(overrides: RuleOverrides): Result<AllRuleSettings> {
  const settings = withOverrides(overrides);
  const fields = alarmRules.flatMap((rule): FieldError[] => {
    const { raiseAt, clearBelow } = settings[rule];
    if (clearBelow <= raiseAt) return [];
    const message = `This must not be above raiseAt, which is ${raiseAt}.`;
    return [{ path: `rules.${rule}.clearBelow`, code: "invalid_request", message }];
  });
  return fields.length === 0 ? ok(settings) : failFields(fields);
}
