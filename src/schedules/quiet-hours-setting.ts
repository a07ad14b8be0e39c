import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { TimingDefaults } from "./plan-due.ts";
import { readQuietHours, timeZoneMessage } from "./send-timing.ts";
import { isTimeZone } from "./time-zones.ts";

export interface TimingDefaultsInput {
  quietHours: { from: string; to: string; timeZone?: string | undefined } | null;
  timeZone: string;
}

/** The quiet hours of all the account's messages. Errors: those of AccountScheduled.getDefaults. */
export async function getQuietHours(env: Pick<Env, "ACCOUNT">, key: PresentedKey): Promise<Result<TimingDefaults>> {
  return env.ACCOUNT.getByName(key.accountId).scheduled.getDefaults(key);
}

/** Sets them, for messages accepted from now on. Errors: invalid_request, those of AccountScheduled.setDefaults. */
export async function setQuietHours(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  input: TimingDefaultsInput,
): Promise<Result<TimingDefaults>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const defaults = readDefaults(input);
  if (!defaults.ok) {
    const authorized = await account.authorize(key, "schedules:write");
    return authorized.ok ? defaults : authorized;
  }
  const set = await account.scheduled.setDefaults(key, defaults.value);
  if (!set.ok) return set;
  await recordAudit(env, {
    actor: set.value.keyId,
    accountId: key.accountId,
    action: "quiet_hours.changed",
    subject: key.accountId,
    before: set.value.before,
    after: defaults.value,
  });
  return defaults;
}

function readDefaults({ quietHours, timeZone }: TimingDefaultsInput): Result<TimingDefaults> {
  const fields: FieldError[] = [];
  if (!isTimeZone(timeZone)) fields.push({ path: "timeZone", code: "invalid_request", message: timeZoneMessage });
  const read = quietHours === null ? null : readQuietHours(quietHours);
  if (read !== null && !read.ok) fields.push(read.error);
  if (fields.length > 0) return failFields(fields);
  return ok({ quietHours: read !== null && read.ok ? read.quietHours : null, timeZone });
}
