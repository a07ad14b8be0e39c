import type { Actor } from "../accounts/actor.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { saveRetention } from "../db/retention/settings.ts";
import { type Result, ok } from "../errors.ts";
import { type RetentionRecord, recordOf } from "./get-retention.ts";
import type { RetentionSettings, RetentionVariables } from "./retention.ts";

/**
 * Says how long an account's messages are kept, from the next day's walk on. The account's object takes it first, since it knows who
 * may; where the read model does not take it, the caller's next try writes both again. Errors: those of AccountRetention.set.
 */
export async function setRetention(
  env: Pick<Env, "ACCOUNT" | "DB"> & RetentionVariables,
  { actor, accountId }: { actor: Actor; accountId: string },
  settings: RetentionSettings,
): Promise<Result<RetentionRecord>> {
  const changed = await env.ACCOUNT.getByName(accountId).retention.set(actor, settings);
  if (!changed.ok) return changed;
  await saveRetention(env.DB, accountId, settings);
  const { actorName, before } = changed.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "retention.changed",
    subject: accountId,
    before,
    after: settings,
  });
  return ok(recordOf(env, settings));
}
