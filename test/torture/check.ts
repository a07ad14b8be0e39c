import { Complaints, type ComplaintKind } from "./complaints.ts";
import type { Evidence } from "./evidence.ts";
import { judgeMoney, pricedMessages } from "./judge-charge.ts";
import { judgeEvents } from "./judge-events.ts";
import { lostReceipts } from "./judge-receipts.ts";
import { judgeSchedules } from "./judge-schedule.ts";
import { isFinal, whyLost, whyTwice, whyWrong } from "./judge-text.ts";
import type { AcceptedText } from "./ledger.ts";
import type { TortureMessage } from "./read-model.ts";
import type { SmscSubmit } from "./records.ts";
import { expectedStatuses, firstScheduledNumber, tortureText } from "./texts.ts";

export interface Figures {
  /** Texts with a 202; those that the schedules made come besides. */
  accepted: number;
  canceled: number;
  runs: number;
  /** By the timelines of the API. `again`: segments that were sent again, each time counted. */
  edge: { segments: number; delivered: number; otherEnds: number; unknown: number; again: number };
  /**
   * By the files of the SMSCs. `delivered`: texts taken whole that are to be delivered. `unknown`: those that are unknown at the
   * edge, and taken whole. `again`: submits of segments that were there before.
   */
  smscs: {
    texts: number;
    segments: number;
    delivered: number;
    unknown: number;
    again: number;
    refused: number;
    ignored: number;
  };
  /** Segments that SMSCs took more than once. */
  takenTwice: number;
  mos: { sent: number; received: number; twice: number };
  /** Of all customers; `deliveries` counts repetitions, too. */
  events: { told: number; deliveries: number };
  money: { paidMicros: number; spentMicros: number; heldMicros: number };
  complaints: Record<ComplaintKind, number>;
}

export interface Verdict {
  figures: Figures;
  /** A line for each thing that is not as it should be. */
  problems: string[];
}

/** Holds what the edge says against what SMSCs, handsets and customers have. */
export function check(evidence: Evidence): Verdict {
  const { texts, messages, submits, mos, customers, canceled, schedules } = evidence;
  const complaints = new Complaints();
  const smscs = countSubmits(submits);
  const edge = { segments: 0, delivered: 0, otherEnds: 0, unknown: 0, again: 0 };
  const byText = Map.groupBy(submits, ({ number }) => number);
  let takenTwice = 0;

  for (const [number, text] of texts) {
    const message = messages.get(text.id);
    const seen = byText.get(number) ?? [];
    judgeText(number, text, { message, seen, isCanceled: canceled.has(number) }, complaints);
    for (const of of Map.groupBy(seen, ({ segment }) => segment).values()) {
      smscs.again += Math.max(0, of.filter(({ verdict }) => verdict !== "refused").length - 1);
      if (of.filter(isTaken).length > 1) takenTwice++;
    }
    if (message === undefined) continue;
    countMessage(edge, message);
    const isWhole = new Set(seen.filter(isTaken).map(({ segment }) => segment)).size === message.segments;
    if (isWhole && expectedStatuses(tortureText(number)).includes("delivered")) smscs.delivered++;
    if (isWhole && message.status === "unknown") smscs.unknown++;
  }
  for (const number of byText.keys()) {
    if (number === undefined || (!texts.has(number) && number < firstScheduledNumber))
      complaints.add("phantom", `an SMSC has text ${number}, which has no 202`);
  }
  for (const number of Array.from({ length: mos.sent }, (_, index) => index)) {
    if (!mos.received.has(number)) complaints.add("lostMo", `MO ${number} is not in the read model`);
  }
  judgeSchedules(evidence, complaints);
  for (const customer of customers) {
    const priced = pricedMessages(evidence, customer.account.name);
    judgeMoney(customer, priced, complaints);
    judgeEvents(customer, priced, mos.sent, complaints);
  }

  const sum = <Item>(items: Iterable<Item>, of: (item: Item) => number): number =>
    [...items].reduce((total, item) => total + of(item), 0);
  return {
    problems: complaints.lines,
    figures: {
      accepted: texts.size,
      canceled: canceled.size,
      runs: sum(schedules, ({ runs }) => runs.length),
      edge,
      smscs,
      takenTwice,
      mos: {
        sent: mos.sent,
        received: mos.received.size,
        twice: [...mos.received.values()].filter((times) => times > 1).length,
      },
      events: {
        told: sum(customers, ({ feed }) => feed.length),
        deliveries: sum(customers, ({ delivered }) =>
          sum(Object.values(delivered), (events) => sum(events.values(), (times) => times)),
        ),
      },
      money: {
        paidMicros: sum(customers, ({ paidMicros }) => paidMicros),
        spentMicros: sum(
          customers,
          ({ paidMicros, balance }) => paidMicros - balance.balanceMicros - balance.heldMicros,
        ),
        heldMicros: sum(customers, ({ balance }) => balance.heldMicros),
      },
      complaints: complaints.counts,
    },
  };
}

function judgeText(
  number: number,
  { id }: AcceptedText,
  {
    message,
    seen,
    isCanceled,
  }: { message: TortureMessage | undefined; seen: readonly SmscSubmit[]; isCanceled: boolean },
  complaints: Complaints,
): void {
  const complain = (kind: ComplaintKind, why: string): void =>
    complaints.add(kind, `${why}; ${JSON.stringify({ text: tortureText(number), id, message, atSmscs: seen })}`);
  const lost = whyLost(message, seen);
  if (lost !== undefined) complain("lost", lost);
  for (const [segment, of] of Map.groupBy(seen, (submit) => submit.segment)) {
    const twice = whyTwice(
      segment,
      message,
      of.filter(({ verdict }) => verdict !== "refused"),
    );
    if (twice !== undefined) complain("twiceUnexplained", twice);
  }
  if (isCanceled && seen.length > 0) complain("phantom", "canceled, and an SMSC has it");
  if (message === undefined) return;
  for (const why of lostReceipts(message, seen)) complain("lostReceipt", why);
  const wrong = lost === undefined ? whyWrong(number, message, seen, isCanceled) : undefined;
  if (wrong !== undefined) complain("wrongStatus", wrong);
}

function isTaken({ verdict }: SmscSubmit): boolean {
  return verdict === "accepted";
}

function countSubmits(submits: readonly SmscSubmit[]): Figures["smscs"] {
  const taken = submits.filter(isTaken);
  return {
    texts: new Set(taken.map(({ number }) => number)).size,
    segments: new Set(taken.map(({ number, segment }) => `${number}/${segment}`)).size,
    refused: submits.filter(({ verdict }) => verdict === "refused").length,
    ignored: submits.filter(({ verdict }) => verdict === "ignored").length,
    delivered: 0,
    unknown: 0,
    again: 0,
  };
}

function countMessage(edge: Figures["edge"], { status, timeline }: TortureMessage): void {
  edge.segments += new Set(timeline.filter(({ type }) => type === "sent").map(({ segment }) => segment)).size;
  edge.again += timeline.filter(({ type }) => type === "resent").length;
  if (status === "delivered") edge.delivered++;
  else if (status === "unknown") edge.unknown++;
  else if (isFinal(status)) edge.otherEnds++;
}
