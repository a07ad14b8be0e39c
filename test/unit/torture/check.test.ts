import { describe, expect, it } from "vitest";
import { prices } from "../../torture/accounts.ts";
import { check } from "../../torture/check.ts";
import type { ComplaintKind } from "../../torture/complaints.ts";
import type { CustomerEvidence, Evidence } from "../../torture/evidence.ts";
import type { TortureEvent, TortureMessage } from "../../torture/read-model.ts";
import { firstScheduledNumber } from "../../torture/texts.ts";

const id = "msg_1";
const runId = "msg_2";
const at = "2026-11-21T10:01:00.000Z";
const price = prices.prefix.micros;
const paidMicros = 1_000_000;
const minuteMs = 60_000;

function delivered(messageId: string, carrierMessageId: string, priceMicros: number = price): TortureMessage {
  const timeline = [
    { type: "sent", at, segment: 1, attempt: 1, carrierMessageId },
    { type: "receipt", at, segment: 1, carrierMessageId, outcome: "delivered" },
  ];
  return { id: messageId, status: "delivered", segments: 1, priceMicros, charge: "spent", timeline };
}

function submit(number: number, carrierMessageId: string): Evidence["submits"][number] {
  return { number, segment: 1, verdict: "accepted", carrierMessageId, atMs: 0 };
}

function event(messageId: string, status: string): TortureEvent {
  return { id: `evt_${messageId}_${status}`, type: `message.${status}`, data: { id: messageId } };
}

/** A text and a run of a schedule, both delivered, and an MO: all is well. */
function wellEvidence(): Evidence {
  const feed = [
    event(id, "delivered"),
    event(runId, "delivered"),
    { id: "evt_mo", type: "message.received", data: { id: "mo_1", text: "MO #00000000#" } },
  ];
  const seen = new Map(feed.map((each) => [each.id, 1]));
  const fromMs = Date.parse(at) - minuteMs / 2;
  return {
    texts: new Map([[8, { id, account: "delivered" }]]),
    canceled: new Set(),
    schedules: [
      {
        schedule: {
          id: "sch_1",
          account: "delivered",
          everyMinutes: 1,
          fromMs,
          endsAtMs: fromMs + minuteMs,
          numbers: [firstScheduledNumber],
        },
        runs: [{ dueAt: at, ranAt: at, results: [{ id: runId }] }],
      },
    ],
    messages: new Map([
      [id, delivered(id, "c1")],
      [runId, delivered(runId, "c2", prices.country)],
    ]),
    submits: [submit(8, "c1"), submit(firstScheduledNumber, "c2")],
    mos: { sent: 1, received: new Map([[0, 1]]) },
    customers: [
      {
        account: {
          name: "delivered",
          id: "acc_1",
          apiKey: "key",
          endpoints: { honest: "whe_1", slow: "whe_2", faulty: "whe_3" },
        },
        paidMicros,
        // The text of the schedule goes to a number that has no price of its own.
        balance: { balanceMicros: paidMicros - price - prices.country, heldMicros: 0 },
        ledger: [
          { id: "led_1", type: "top_up", amountMicros: paidMicros },
          { id: "led_2", type: "hold", amountMicros: -price - prices.country },
        ],
        feed,
        delivered: { honest: seen, slow: seen, faulty: seen },
      },
    ],
  };
}

function complaintsOf(evidence: Evidence): ComplaintKind[] {
  const { complaints } = check(evidence).figures;
  return (Object.keys(complaints) as ComplaintKind[]).filter((kind) => complaints[kind] > 0);
}

function withMessage(change: Partial<TortureMessage>): Evidence {
  const evidence = wellEvidence();
  return { ...evidence, messages: new Map([...evidence.messages, [id, { ...delivered(id, "c1"), ...change }]]) };
}

function withCustomer(change: Partial<CustomerEvidence>): Evidence {
  const evidence = wellEvidence();
  return { ...evidence, customers: evidence.customers.map((customer) => ({ ...customer, ...change })) };
}

describe("the checker of the torture", () => {
  it("finds nothing where all is well", () => {
    expect(check(wellEvidence()).problems).toEqual([]);
  });

  const well = wellEvidence();
  const [customer] = well.customers;
  const feed = customer?.feed ?? [];
  const [schedule] = well.schedules;
  const cases: [string, ComplaintKind, Evidence][] = [
    ["a text that the API does not know", "lost", { ...well, messages: new Map() }],
    ["a text without an end", "lost", withMessage({ status: "sent" })],
    ["a text that no SMSC has", "lost", { ...well, submits: well.submits.slice(1) }],
    ["a wrong end", "wrongStatus", withMessage({ status: "undelivered" })],
    ["a second submit", "twiceUnexplained", { ...well, submits: [...well.submits, submit(8, "c3")] }],
    [
      "a second submit of a schedule's text",
      "twiceUnexplained",
      { ...well, submits: [...well.submits, submit(firstScheduledNumber, "c3")] },
    ],
    ["a text that nobody sent", "phantom", { ...well, submits: [...well.submits, submit(9, "c3")] }],
    ["a canceled text at an SMSC", "phantom", { ...well, canceled: new Set([8]) }],
    [
      "a receipt that is not in the timeline",
      "lostReceipt",
      withMessage({ timeline: delivered(id, "c1").timeline.slice(0, 1) }),
    ],
    ["an MO that did not come", "lostMo", { ...well, mos: { sent: 2, received: new Map([[0, 1]]) } }],
    ["an MO that nobody was told of", "lostMo", withCustomer({ feed: feed.slice(0, 2) })],
    ["an end that nobody was told of", "wrongEvent", withCustomer({ feed: feed.slice(1) })],
    ["an end that was told twice", "wrongEvent", withCustomer({ feed: [...feed, event(id, "delivered")] })],
    ["two ends", "wrongEvent", withCustomer({ feed: [...feed, event(id, "failed")] })],
    [
      "an event that an endpoint did not get",
      "undelivered",
      withCustomer({ delivered: { honest: new Map(), slow: new Map(), faulty: new Map() } }),
    ],
    ["a delivery of what is no event", "undelivered", withCustomer({ feed: feed.slice(0, 2) })],
    ["a charge against the rule", "wrongCharge", withMessage({ charge: "held" })],
    ["a wrong price", "wrongCharge", withMessage({ priceMicros: price + 1 })],
    ["a balance that does not add up", "wrongBalance", withCustomer({ balance: { balanceMicros: 1, heldMicros: 0 } })],
    ["a payment that was not booked", "wrongBalance", withCustomer({ paidMicros: paidMicros + 1 })],
    [
      "a schedule that did not run",
      "neverFired",
      { ...well, schedules: well.schedules.map((each) => ({ ...each, runs: [] })) },
    ],
    [
      "a schedule that ran twice",
      "firedTwice",
      {
        ...well,
        schedules: well.schedules.map((each) => ({ ...each, runs: [...each.runs, ...(schedule?.runs ?? [])] })),
      },
    ],
  ];
  it.each(cases)("finds %s", (_what, kind, evidence) => {
    expect(complaintsOf(evidence)).toContain(kind);
  });
});
