import { rendezvousPick } from "../rendezvous.ts";
import { countryOfNumber } from "../routing/country.ts";
import type { RegisteredSender } from "./account.ts";

/** The senders of an account by address; null where it may use any. */
export type SenderRegister = ReadonlyMap<string, RegisteredSender> | null;

export function registerOf(senders: readonly RegisteredSender[] | null): SenderRegister {
  return senders === null ? null : new Map(senders.map((sender) => [sender.address, sender]));
}

/** Whether a sender may be used to a recipient (E.164 with its `+`). */
export function mayUse(address: string, register: SenderRegister, to: string): boolean {
  if (register === null) return true;
  const sender = register.get(address);
  if (sender === undefined || sender.status === "disabled") return false;
  return sender.countries === null || sender.countries.includes(countryOfNumber(to) ?? "");
}

/**
 * The sender of a pool that a recipient gets; null where none may be used to it. Numbers of the recipient's own country and
 * senders registered for it come first. Among equals rendezvous hashing decides, so a recipient keeps its sender for as
 * long as the pool has it, without a table of who got which; where a pool changes, only the recipients of what came or went
 * move.
 */
export function pickSender(pool: readonly string[], register: SenderRegister, to: string): string | null {
  const country = countryOfNumber(to);
  const usable = pool.filter((address) => mayUse(address, register, to));
  const local = country === null ? [] : usable.filter((address) => isOf(address, register, country));
  return rendezvousPick(local.length > 0 ? local : usable, (address) => `${to}/${address}`);
}

function isOf(address: string, register: SenderRegister, country: string): boolean {
  if (register?.get(address)?.countries?.includes(country) === true) return true;
  return address.startsWith("+") && countryOfNumber(address) === country;
}
