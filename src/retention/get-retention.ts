import type { Actor } from "../accounts/actor.ts";
import { type Result, ok } from "../errors.ts";
import {
  type Retention,
  type RetentionSettings,
  type RetentionVariables,
  effectiveRetention,
  retentionDefaults,
} from "./retention.ts";

/** What an account has set, and what counts for it. */
export interface RetentionRecord {
  settings: RetentionSettings;
  effective: Retention;
}

/** Errors: those of AccountRetention.get. */
export async function getRetention(
  env: Pick<Env, "ACCOUNT"> & RetentionVariables,
  { actor, accountId }: { actor: Actor; accountId: string },
): Promise<Result<RetentionRecord>> {
  const settings = await env.ACCOUNT.getByName(accountId).retention.get(actor);
  return settings.ok ? ok(recordOf(env, settings.value)) : settings;
}

export function recordOf(variables: RetentionVariables, settings: RetentionSettings): RetentionRecord {
  return { settings, effective: effectiveRetention(settings, retentionDefaults(variables)) };
}
