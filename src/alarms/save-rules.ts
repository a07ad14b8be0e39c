import type { ConfigChange } from "../configuration/config-change.ts";
import { type Result, ok } from "../errors.ts";
import { type Versioned, insertOverrides } from "./alarm-configuration.ts";
import { checkRules } from "./check-rules.ts";
import type { AllRuleSettings, RuleOverrides } from "./rules.ts";

/** Stores what differs from the rules that are built in. Errors: invalid_request, version_conflict. */
export async function saveRules(
  env: Pick<Env, "DB">,
  overrides: RuleOverrides,
  change: ConfigChange,
): Promise<Result<Versioned<AllRuleSettings>>> {
  const settings = checkRules(overrides);
  if (!settings.ok) return settings;
  const stored = await insertOverrides(env, overrides, change);
  return stored.ok ? ok({ version: stored.value, value: settings.value }) : stored;
}
