import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { QueryReport, QueryRequest, SubmitText } from "../../../src/link/frames.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { FakeConnector, accepted, unknown } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

/** A carrier with one text out at a bound connector, and its policy `query`. */
async function oneOut(
  config: Parameters<typeof makeCarrier>[0] = { onUnknown: "query" },
  overrides: Partial<AcceptedText> = {},
  capabilities: string[] = ["query"],
) {
  const carrier = await makeCarrier(config);
  const text = makeText(overrides);
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier, { capabilities });
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return { carrier, text, connector, submitted };
}

/** Lets the time of every question come. */
async function becomeDue(carrier: string): Promise<void> {
  const stub = env.CARRIER.getByName(carrier);
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec("UPDATE queries SET due_at_ms = 1");
    storage.sql.exec("UPDATE alarms SET due_at_ms = 1 WHERE kind = 'query'");
  });
  await runDurableObjectAlarm(stub);
}

async function rowsOf(carrier: string): Promise<number> {
  return runInDurableObject(
    env.CARRIER.getByName(carrier),
    (_, { storage }) => storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM queries").one().rows,
  );
}

async function asked(carrier: string, connector: FakeConnector): Promise<QueryRequest[]> {
  await becomeDue(carrier);
  return (await connector.next("query")).queries;
}

function answer(submitted: SubmitText, carrierMessageId: string, said: Partial<QueryReport>): QueryReport {
  const name = { messageId: submitted.messageId, segment: 0, carrierMessageId, bindId: "b1" };
  return { ...name, outcome: "answered", atMs: Date.now(), ...said };
}

describe("the policy query", () => {
  it("asks about a text whose receipt is overdue, by its id and source as submitted", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "7F00A1")] });
    expect(await asked(carrier, connector)).toEqual([
      {
        messageId: text.id,
        segment: 0,
        carrierMessageId: "7F00A1",
        source: { address: "Elibom", ton: 5, npi: 0 },
        bindId: "b1",
      },
    ]);
    await connector.report({ queries: [answer(submitted, "7F00A1", { state: "delivered" })] });
    const row = await withStatus(text.id, "delivered");
    expect(row.timeline["query.0.delivered"]).toMatchObject({ type: "query", outcome: "delivered", bindId: "b1" });
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("asks nothing about a text that has its receipt", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")], receipts: [receipt("abc")] });
    await withStatus(text.id, "delivered");
    await becomeDue(carrier);
    expect(await connector.settled()).toEqual([]);
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("takes a receipt after the answer for a repetition", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    await asked(carrier, connector);
    await connector.report({ queries: [answer(submitted, "abc", { state: "expired", errorCode: 27 })] });
    await connector.report({ receipts: [receipt("abc", "expired")] });
    const row = await withStatus(text.id, "expired");
    expect(row.errorCode).toBe("27");
    expect(row.timeline["receipt.0.expired"]).toBeUndefined();
  });

  it("asks three times at most, and says in the timeline what it was told", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    for (const said of [
      { state: "enroute" },
      { outcome: "rejected", commandStatus: 0x67 },
      { outcome: "unknown", reason: "no response in time" },
    ] as const) {
      expect(await asked(carrier, connector)).toHaveLength(1);
      await connector.report({ queries: [answer(submitted, "abc", said)] });
    }
    await becomeDue(carrier);
    expect(await connector.settled()).toEqual([]);
    const { status, timeline } = await readModel(text.id, (row) => "query.0.3" in row.timeline);
    expect(status).toBe("sent");
    expect(timeline["query.0.1"]).toMatchObject({ outcome: "enroute", attempt: 1 });
    expect(timeline["query.0.2"]).toMatchObject({ outcome: "QUERYFAIL" });
    expect(timeline["query.0.3"]).toMatchObject({ outcome: "no_response", reason: "no response in time" });
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("spends no try on a question that was not asked", async ({ expect }) => {
    const { carrier, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    for (let time = 0; time < 5; time++) {
      expect(await asked(carrier, connector)).toHaveLength(1);
      await connector.report({
        queries: [answer(submitted, "abc", { outcome: "unsent", reason: "no bind had room" })],
      });
    }
  });

  it("applies an answer that is replayed once, and one that nobody waits for not at all", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    await asked(carrier, connector);
    const delivered = answer(submitted, "abc", { state: "delivered" });
    await connector.report({ queries: [delivered, answer(submitted, "never", { state: "expired" })] });
    await withStatus(text.id, "delivered");
    await connector.report({ queries: [{ ...delivered, state: "undeliverable" }] });
    const row = await withStatus(text.id, "delivered");
    expect(row.timeline["query.0.undeliverable"]).toBeUndefined();
  });

  it("asks about a text whose response came late, and sends nothing again", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [unknown(submitted)] });
    await withStatus(text.id, "unknown");
    expect(await connector.settled()).toEqual([]);
    await connector.report({ results: [accepted(submitted, "late")] });
    expect(await asked(carrier, connector)).toMatchObject([{ carrierMessageId: "late" }]);
    await connector.report({ queries: [answer(submitted, "late", { state: "delivered" })] });
    await withStatus(text.id, "delivered");
  });

  it("asks once about parts that went in one submit, and settles all of them", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut(
      { onUnknown: "query" },
      { segmentCount: 2, reference: 7 },
    );
    await connector.report({ results: [accepted(submitted, "whole", 0), accepted(submitted, "whole", 1)] });
    expect(await asked(carrier, connector)).toMatchObject([{ segment: 0, carrierMessageId: "whole" }]);
    await connector.report({ queries: [answer(submitted, "whole", { state: "delivered" })] });
    await withStatus(text.id, "delivered");
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("goes on after the object died", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    await asked(carrier, connector);
    await runInDurableObject(env.CARRIER.getByName(carrier), (_, state) => state.abort("killed")).catch(
      () => undefined,
    );
    const again = await FakeConnector.bound(carrier);
    expect(await asked(carrier, again)).toHaveLength(1);
    await again.report({ queries: [answer(submitted, "abc", { state: "delivered" })] });
    await withStatus(text.id, "delivered");
  });

  it("may be the message's own", async ({ expect }) => {
    const { carrier, connector, submitted } = await oneOut({ onUnknown: "resend" }, { onUnknown: "query" });
    await connector.report({ results: [accepted(submitted, "abc")] });
    expect(await asked(carrier, connector)).toHaveLength(1);
  });

  it.for(["resend", "wait", "fail"] as const)("costs a text of policy %s nothing", async (onUnknown, { expect }) => {
    const { carrier, connector, submitted } = await oneOut({ onUnknown });
    await connector.report({ results: [accepted(submitted, "abc")] });
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("waits where the bind speaks UCP", async ({ expect }) => {
    const place = { id: "b1", kind: "ucp", enabled: true, host: "127.0.0.1", port: 5000 } as const;
    const bind = { ...ucpBindDefaults, ...place, systemId: "12345", password: "secret" };
    const { carrier, connector, submitted } = await oneOut({ binds: [bind] }, { onUnknown: "query" });
    await connector.report({ results: [accepted(submitted, "abc")] });
    expect(await rowsOf(carrier)).toBe(0);
  });

  it("asks no connector that does not know how", async ({ expect }) => {
    const { carrier, connector, submitted } = await oneOut({ onUnknown: "query" }, {}, []);
    await connector.report({ results: [accepted(submitted, "abc")] });
    await becomeDue(carrier);
    expect(await connector.settled()).toEqual([]);
    expect(await rowsOf(carrier)).toBe(1);
  });
});
