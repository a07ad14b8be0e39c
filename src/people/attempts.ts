import { type LockRule, beginAttempt, forgetAttempts, takeBackAttempt } from "../db/people/attempts.ts";
import { type Result, fail, ok } from "../errors.ts";

const day = 86_400_000;
/** An e-mail is locked briefly, since anybody can lock it; an address for longer, since many people may be behind it. */
const emailRule: LockRule = { free: 5, firstLockMs: 30_000, longestLockMs: 900_000, forgetMs: day };
const addressRule: LockRule = { free: 20, firstLockMs: 60_000, longestLockMs: 3_600_000, forgetMs: day };

/** Who tries: the e-mail they say, null where it is not asked for, and where they are, null where the platform does not say. */
export interface Trying {
  email: string | null;
  address: string | null;
}

/**
 * Counts a try to prove who one is. It counts as failed until `succeed` is called; the same for e-mails that nobody has.
 * Errors: sign_in_locked.
 */
export async function beginTry(
  env: Pick<Env, "DB">,
  { email, address }: Trying,
): Promise<Result<{ succeed: () => Promise<void> }>> {
  const nowMs = Date.now();
  const addressSubject = address === null ? null : `address:${networkOf(address)}`;
  const emailSubject = email === null ? null : `email:${email}`;
  for (const [subject, rule] of [[addressSubject, addressRule] as const, [emailSubject, emailRule] as const]) {
    if (subject === null) continue;
    const untilMs = await beginAttempt(env.DB, subject, rule, nowMs);
    if (untilMs !== null) {
      return fail("sign_in_locked", { retryAfterSeconds: Math.max(1, Math.ceil((untilMs - nowMs) / 1_000)) });
    }
  }
  const succeed = async (): Promise<void> => {
    if (emailSubject !== null) await forgetAttempts(env.DB, emailSubject);
    if (addressSubject !== null) await takeBackAttempt(env.DB, addressSubject);
  };
  return ok({ succeed });
}

/** The tries with an e-mail, from wherever, are forgiven. */
export function forgive(env: Pick<Env, "DB">, email: string): Promise<void> {
  return forgetAttempts(env.DB, `email:${email}`);
}

/** An IPv6 customer has a /64, so that is what counts; IPv4 as it is. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const end = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - end.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...end];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
