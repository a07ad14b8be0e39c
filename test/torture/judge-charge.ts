import { priceOf } from "./accounts.ts";
import type { Complaints } from "./complaints.ts";
import type { CustomerEvidence, Evidence } from "./evidence.ts";
import { isFinal } from "./judge-text.ts";
import type { AccountName } from "./names.ts";
import type { TortureMessage } from "./read-model.ts";
import { tortureText } from "./texts.ts";

/** A message with the number of its text. */
export interface Priced {
  number: number;
  message: TortureMessage;
}

/** Holds what each message cost against docs/money.md, and what the account says against the sum of them. */
export function judgeMoney(customer: CustomerEvidence, priced: readonly Priced[], complaints: Complaints): void {
  const sums: Record<string, number> = { held: 0, spent: 0, refunded: 0 };
  for (const { number, message } of priced) {
    const why = whyCharged(customer.account.name, number, message);
    if (why !== undefined) complaints.add("wrongCharge", `${why}; ${JSON.stringify(message)}`);
    const state = message.charge ?? "";
    sums[state] = (sums[state] ?? 0) + (message.priceMicros ?? 0);
  }
  const { held = 0, spent = 0 } = sums;
  const { balance, ledger, paidMicros } = customer;
  const total = (type?: string): number =>
    ledger.reduce((sum, entry) => sum + (type === undefined || entry.type === type ? entry.amountMicros : 0), 0);
  const claims: [string, number, number][] = [
    ["payments in the ledger and those that were made", total("top_up"), paidMicros],
    ["the balance and the sum of the ledger", balance.balanceMicros, total()],
    ["the balance and what is left of payments by messages", balance.balanceMicros, paidMicros - held - spent],
    ["what the account holds and messages that are held", balance.heldMicros, held],
  ];
  for (const [what, said, right] of claims) {
    if (said !== right) complaints.add("wrongBalance", `${customer.account.name}: ${what}: ${said} and ${right}`);
  }
}

function whyCharged(rule: AccountName, number: number, message: TortureMessage): string | undefined {
  const price = message.segments * priceOf(tortureText(number).to);
  if (message.priceMicros !== price) return `costs ${message.priceMicros} and not ${price}`;
  const right = chargesFor(rule, message);
  return right.includes(message.charge ?? "none")
    ? undefined
    : `${message.charge} and not ${right.join(" or ")}, paid for when ${rule}`;
}

/** What may have become of a price. Two answers where it depends on which of two steps was known first. */
function chargesFor(rule: AccountName, { status, segments, timeline }: TortureMessage): string[] {
  if (status === "canceled") return ["refunded"];
  switch (rule) {
    case "accepted":
      return ["spent"];
    case "delivered":
      if (status === "delivered") return ["spent"];
      return [isFinal(status) ? "refunded" : "held"];
    case "submitted": {
      const otherwise = isFinal(status) ? "refunded" : "held";
      if (!timeline.some(({ type }) => type === "sent" || type === "receipt")) return [otherwise];
      // Times are those of connectors and carriers, whose clocks differ: only where nothing was unknown is the order certain.
      const isCertain = segments === 1 && !timeline.some(({ type }) => type === "unknown");
      return status === "delivered" || isCertain ? ["spent"] : ["spent", otherwise];
    }
  }
}

/** Messages of an account, by the evidence: those it sent and those its schedules made. */
export function pricedMessages({ texts, schedules, messages }: Evidence, account: AccountName): Priced[] {
  const priced: Priced[] = [];
  const take = (number: number | undefined, id: string): void => {
    const message = messages.get(id);
    if (number !== undefined && message !== undefined) priced.push({ number, message });
  };
  for (const [number, text] of texts) if (text.account === account) take(number, text.id);
  for (const { schedule, runs } of schedules) {
    if (schedule.account !== account) continue;
    for (const { results } of runs) {
      for (const [place, result] of results.entries()) if ("id" in result) take(schedule.numbers[place], result.id);
    }
  }
  return priced;
}
