import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { type SuppressionInput, parseSuppression } from "./parse-suppression.ts";
import { type Suppression, placeOf } from "./suppression.ts";

/**
 * Sees to it that a recipient gets nothing more. One that is there already stays as it is. Errors: those of parseSuppression and
 * AccountSuppressions.add.
 */
export async function addSuppression(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  input: SuppressionInput,
): Promise<Result<{ suppression: Suppression; isNew: boolean }>> {
  const { suppressions } = env.ACCOUNT.getByName(key.accountId);
  const parsed = parseSuppression(input);
  if (!parsed.ok) return parsed;
  const added = await suppressions.add(key, [parsed.value], "api");
  if (!added.ok) return added;
  const isNew = added.value.added[0] === true;
  const { recipient, sender } = parsed.value;
  const stored = await env.ACCOUNT.getByName(key.accountId).suppressions.get(key, recipient, sender);
  if (!stored.ok) return stored;
  if (isNew) {
    await recordAudit(env, {
      actor: added.value.keyId,
      accountId: key.accountId,
      action: "suppression.added",
      subject: placeOf(parsed.value).trim(),
      after: stored.value,
    });
  }
  return ok({ suppression: stored.value, isNew });
}
