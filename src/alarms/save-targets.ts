import { parseApiKey } from "../accounts/api-key.ts";
import type { ConfigChange } from "../configuration/config-change.ts";
import { encryptText } from "../crypto/seal-text.ts";
import { type Result, failField, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { planMessage } from "../messages/plan-message.ts";
import { checkSettings } from "../webhooks/check-settings.ts";
import { makeSigningKey } from "../webhooks/signing-keys.ts";
import { findTargets, insertTargets } from "./alarm-configuration.ts";
import type {
  AlarmTarget,
  RequestTarget,
  RequestTargetInput,
  TargetInput,
  TextTarget,
  TextTargetInput,
} from "./target.ts";

type TargetEnv = Pick<Env, "ACCOUNT" | "DB" | "CREDENTIALS_KEY" | "KEY_SECRET" | "ALLOW_PRIVATE_WEBHOOKS">;

/** A target, and the secret that was made for it: this is the only time it is shown. */
export interface SavedTarget {
  target: AlarmTarget;
  secret: string | null;
}

/** Stores all targets there are to be. Secrets that are left out stay. Errors: invalid_request, invalid_url, invalid_sender, invalid_recipient, version_conflict. */
export async function saveTargets(
  env: TargetEnv,
  inputs: readonly TargetInput[],
  change: ConfigChange,
): Promise<Result<{ version: number; targets: SavedTarget[] }>> {
  const before = new Map((await findTargets(env)).value.map((target) => [target.id, target]));
  const saved: SavedTarget[] = [];
  for (const [index, input] of inputs.entries()) {
    const known = before.get(input.id);
    const made =
      input.kind === "text"
        ? await makeText(env, input, known?.kind === "text" ? known : undefined)
        : await makeRequest(env, input, known?.kind === input.kind ? known : undefined, change.nowMs);
    if (!made.ok) return at(index, made);
    saved.push(made.value);
  }
  const targets = saved.map(({ target }) => target);
  const summary = { targets: targets.map(({ id, kind, enabled, rules }) => ({ id, kind, enabled, rules })) };
  const stored = await insertTargets(env, targets, summary, change);
  return stored.ok ? ok({ version: stored.value, targets: saved }) : stored;
}

async function makeRequest(
  env: TargetEnv,
  input: RequestTargetInput,
  known: RequestTarget | undefined,
  nowMs: number,
): Promise<Result<SavedTarget>> {
  const { headers, rotateSecret, ...rest } = input;
  const checked = checkSettings(env, { url: input.url, ...(headers !== undefined && { headers }) });
  if (!checked.ok) return checked;
  const { url, headers: given } = checked.value;
  const isSameOrigin = known !== undefined && new URL(known.url).origin === new URL(url).origin;
  if (given === undefined && known !== undefined && known.headerNames.length > 0 && !isSameOrigin) {
    return failField("headers", "invalid_request", "Headers do not go to another address of themselves: name them.");
  }
  const kept = known === undefined || rotateSecret ? [] : known.keys;
  const made = kept.length > 0 ? null : await makeSigningKey("v1", env.CREDENTIALS_KEY, nowMs);
  const sealed = given === undefined ? null : await encryptText(JSON.stringify(given), env.CREDENTIALS_KEY);
  const target: RequestTarget = {
    ...rest,
    url,
    keys: made === null ? kept : [made.key],
    headerNames: given === undefined ? (known?.headerNames ?? []) : Object.keys(given),
    sealedHeaders: given === undefined ? (known?.sealedHeaders ?? null) : sealed,
  };
  return ok({ target, secret: made?.secret ?? null });
}

async function makeText(
  env: TargetEnv,
  { apiKey, ...rest }: TextTargetInput,
  known: TextTarget | undefined,
): Promise<Result<SavedTarget>> {
  for (const [index, to] of rest.to.entries()) {
    const planned = planMessage({ to, from: rest.from, text: "test" });
    if (!planned.ok) return failFields((planned.error.fields ?? []).map((field) => fieldOfText(field, index)));
  }
  if (apiKey === undefined) {
    if (known === undefined) return failField("apiKey", "invalid_request", "This is missing.");
    const { accountId, sealedKey, keyLastFour } = known;
    return ok({ target: { ...rest, accountId, sealedKey, keyLastFour }, secret: null });
  }
  const parsed = await parseApiKey(apiKey, env.KEY_SECRET);
  const authorized =
    parsed === null
      ? null
      : await env.ACCOUNT.getByName(parsed.accountId).authorize({ ...parsed, sourceAddress: null }, "messages:write");
  if (parsed === null || authorized === null || !authorized.ok) {
    return failField("apiKey", "invalid_request", "This must be a key that may send messages, from any network.");
  }
  const sealedKey = await encryptText(apiKey, env.CREDENTIALS_KEY);
  const target = { ...rest, accountId: parsed.accountId, sealedKey, keyLastFour: apiKey.slice(-4) };
  return ok({ target, secret: null });
}

function fieldOfText<Field extends { path: string }>(field: Field, index: number): Field {
  return field.path === "to" ? { ...field, path: `to.${index}` } : field;
}

/** The same error with the target it is about. */
function at(index: number, { error }: Extract<Result<never>, { ok: false }>): Extract<Result<never>, { ok: false }> {
  const fields = error.fields?.map((field) => ({ ...field, path: `targets.${index}.${field.path}` }));
  return { ok: false, error: { ...error, ...(fields !== undefined && { fields }) } };
}
