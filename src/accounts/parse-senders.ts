import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { senderError } from "../messages/parse-addresses.ts";
import { parseSender } from "../sms/address.ts";
import type { Account, RegisteredSender, SenderPool } from "./account.ts";

/** A sender as operators name it: its address alone, or with its settings. */
export type SenderInput =
  | string
  | {
      address: string;
      status?: RegisteredSender["status"] | undefined;
      countries?: string[] | null | undefined;
    };

/** Senders in the form that messages have them in, each once. Errors: invalid_sender. */
export function parseSenders(inputs: readonly SenderInput[]): Result<RegisteredSender[]> {
  const fields: FieldError[] = [];
  const senders = new Map<string, RegisteredSender>();
  for (const [index, input] of inputs.entries()) {
    const { address, status = "active", countries = null } = typeof input === "string" ? { address: input } : input;
    const parsed = parseSender(address);
    if (parsed.ok) senders.set(parsed.address, { address: parsed.address, status, countries });
    else fields.push(senderError(parsed.reason, `senders.${index}${typeof input === "string" ? "" : ".address"}`));
  }
  return fields.length > 0 ? failFields(fields) : ok([...senders.values()]);
}

/** Pools with their senders in the form that messages have them in. Errors: invalid_sender. */
export function parseSenderPools(pools: readonly SenderPool[]): Result<SenderPool[]> {
  const fields: FieldError[] = [];
  const parsedPools = pools.map(({ name, senders }, poolIndex) => ({
    name,
    senders: senders.map((sender, index) => {
      const parsed = parseSender(sender);
      if (parsed.ok) return parsed.address;
      fields.push(senderError(parsed.reason, `senderPools.${poolIndex}.senders.${index}`));
      return "";
    }),
  }));
  return fields.length > 0 ? failFields(fields) : ok(parsedPools);
}

/** What is wrong with pools: a name that comes twice, a sender that is not registered. */
export function poolErrors({ senders, senderPools }: Pick<Account, "senders" | "senderPools">): FieldError[] {
  const registered = senders === null ? null : new Set(senders.map(({ address }) => address));
  const names = new Set<string>();
  return senderPools.flatMap((pool, poolIndex) => {
    const errors: FieldError[] = [];
    const path = `senderPools.${poolIndex}`;
    if (names.has(pool.name)) {
      errors.push({ path: `${path}.name`, code: "invalid_request", message: "Another pool has this name." });
    }
    names.add(pool.name);
    for (const [index, sender] of pool.senders.entries()) {
      if (registered === null || registered.has(sender)) continue;
      const message = `The sender ${sender} is not registered for this account.`;
      errors.push({ path: `${path}.senders.${index}`, code: "invalid_sender", message });
    }
    return errors;
  });
}
