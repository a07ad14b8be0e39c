import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type SuppressionInput, parseTarget } from "./parse-suppression.ts";
import { placeOf } from "./suppression.ts";

/** Lets a recipient get texts again: of one sender, or what was about all. Errors: invalid_sender, those of AccountSuppressions.remove. */
export async function removeSuppression(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  input: Pick<SuppressionInput, "recipient" | "sender">,
): Promise<Result<null>> {
  const target = parseTarget(input);
  if (!target.ok) return target.error.code === "invalid_recipient" ? fail("not_found") : target;
  const { recipient, sender } = target.value;
  const removed = await env.ACCOUNT.getByName(key.accountId).suppressions.remove(key, recipient, sender);
  if (!removed.ok) return removed;
  await recordAudit(env, {
    actor: removed.value.keyId,
    accountId: key.accountId,
    action: "suppression.removed",
    subject: placeOf(target.value).trim(),
    before: removed.value.before,
  });
  return ok(null);
}
