import type { FieldError } from "../errors.ts";
import type { AccountLimits } from "./account.ts";
import type { Changes } from "./apply-changes.ts";

/** Limits of a sub-account that are above its parent's, and those that it cannot have. */
export function limitErrors(limits: Changes<AccountLimits>, parent: AccountLimits): FieldError[] {
  const highest: AccountLimits = { ...parent, maxSubAccounts: 0 };
  return (Object.keys(limits) as (keyof AccountLimits)[]).flatMap((name) => {
    const limit = limits[name];
    if (limit === undefined || (limit ?? Infinity) <= (highest[name] ?? Infinity)) return [];
    const message = `A sub-account's ${name} is at most ${highest[name]}, which is its parent's.`;
    return [{ path: `limits.${name}`, code: "invalid_request" as const, message }];
  });
}
