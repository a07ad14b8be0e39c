import { inboundOwner } from "./accounts.ts";
import type { Complaints } from "./complaints.ts";
import type { CustomerEvidence } from "./evidence.ts";
import type { Priced } from "./judge-charge.ts";
import { isFinal } from "./judge-text.ts";
import { sinkNames } from "./names.ts";
import type { TortureEvent } from "./read-model.ts";
import { numberIn } from "./texts.ts";

const prefix = "message.";

/** Holds the feed against what messages came to, and each endpoint against the feed. */
export function judgeEvents(
  customer: CustomerEvidence,
  priced: readonly Priced[],
  mosSent: number,
  complaints: Complaints,
): void {
  const { account, feed } = customer;
  const byMessage = Map.groupBy(feed, ({ data }) => data.id);
  for (const { message } of priced) {
    const told = byMessage.get(message.id) ?? [];
    const why = whyMistold(message.status, told);
    if (why !== undefined) complaints.add("wrongEvent", `${account.name}: ${message.id} ${why}`);
  }
  judgeDeliveries(customer, complaints);
  if (account.name === inboundOwner) judgeInbound(feed, mosSent, complaints);
}

function whyMistold(status: string, told: readonly TortureEvent[]): string | undefined {
  const finals = told.filter(({ type }) => isFinal(type.slice(prefix.length)));
  const types = told.map(({ type }) => type).join(", ");
  if (isFinal(status)) {
    return finals.length === 1 && finals[0]?.type === prefix + status ? undefined : `is ${status}, and told: ${types}`;
  }
  if (finals.length > 0) return `is ${status}, and told: ${types}`;
  return told.some(({ type }) => type === prefix + status) ? undefined : `is ${status}, and told: ${types}`;
}

function judgeDeliveries({ account, feed, delivered }: CustomerEvidence, complaints: Complaints): void {
  const ids = new Set(feed.map(({ id }) => id));
  for (const sink of sinkNames) {
    for (const id of ids) {
      if (!delivered[sink].has(id)) complaints.add("undelivered", `${id} was not delivered to ${account.name}/${sink}`);
    }
    for (const id of delivered[sink].keys()) {
      if (!ids.has(id))
        complaints.add("undelivered", `${id} was delivered to ${account.name}/${sink}, and is no event`);
    }
  }
}

function judgeInbound(feed: readonly TortureEvent[], sent: number, complaints: Complaints): void {
  const told = new Set(
    feed
      .filter(({ type }) => type === "message.received")
      .map(({ data }) => numberIn(Buffer.from(data.text ?? "", "latin1"))),
  );
  for (let number = 0; number < sent; number++) {
    if (!told.has(number)) complaints.add("lostMo", `MO ${number} is not in the feed`);
  }
}
