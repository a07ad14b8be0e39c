import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { type TestContext, describe, it, vi } from "vitest";
import { RoutesInForce } from "../../../src/configuration/routes-in-force.ts";
import { findTraces, sweepTraces } from "../../../src/db/message-traces.ts";
import { idLowerBound, idTimeMs } from "../../../src/ids.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { projectEvents } from "../../../src/queues/events.ts";
import type { AnyEventsChunk } from "../../../src/queues/events/sort-events.ts";
import { createOutboundConsumer } from "../../../src/queues/outbound.ts";
import { submitSpanId } from "../../../src/traces/message-spans.ts";
import { type ExportedSpan, readExport } from "../../support/otlp.ts";
import { makeCarrier, makeText } from "../support/scene.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const trace = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
const collector = "https://collector.example/v1/traces";

/** The Worker's environment with traces on, and what its collector gets. */
function tracing(onTestFinished: TestContext["onTestFinished"], answer = 200) {
  const spans: ExportedSpan[] = [];
  const fetched = vi.spyOn(globalThis, "fetch").mockImplementation((_url, init) => {
    spans.push(...readExport(typeof init?.body === "string" ? init.body : ""));
    return Promise.resolve(new Response("{}", { status: answer }));
  });
  onTestFinished(() => fetched.mockRestore());
  return { spans, fetched, env: { ...env, TRACES: `${collector}?${crypto.randomUUID()}` as "off" } };
}

async function dispatch(withTraces: Env, carrierId: string, texts: readonly AcceptedText[]): Promise<void> {
  const chunk = { accountId: "acc_traced", chunkId: texts[0]?.id, texts };
  const ctx = createExecutionContext();
  const consumer = createOutboundConsumer({ routes: new RoutesInForce(), now: Date.now });
  const own = { ...withTraces, DEFAULT_CARRIER_ID: carrierId as "default" };
  await consumer(createMessageBatch<string>("heliograph-outbound", [asMessage(chunk)]), own, ctx);
  await waitOnExecutionContext(ctx);
}

async function project(withTraces: Env, chunk: AnyEventsChunk): Promise<void> {
  const ctx = createExecutionContext();
  await projectEvents(createMessageBatch<string>("heliograph-events", [asMessage(chunk)]), withTraces, ctx);
  await waitOnExecutionContext(ctx);
}

function asMessage(body: object) {
  return { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: JSON.stringify(body) };
}

function tracesOf(texts: readonly AcceptedText[]) {
  return findTraces(
    env.DB,
    texts.map(({ id }) => ({ accountId: "acc_traced", messageId: id })),
  );
}

describe("traces through the consumers", () => {
  it("dispatch the texts of a request as one, and note which are traced", async ({ expect, onTestFinished }) => {
    const { spans, env: withTraces } = tracing(onTestFinished);
    const other = { traceparent: `00-${"2".repeat(32)}-b7ad6b7169203331-01` };
    const texts = [makeText({ trace }), makeText({ trace }), makeText({ trace: other }), makeText()];
    await dispatch(withTraces, await makeCarrier(), texts);
    expect(spans.map(({ name, traceId: id, values }) => [name, id, values["messaging.batch.message_count"]])).toEqual([
      ["outbox wait", traceId, 2],
      ["dispatch outbound", traceId, 2],
      ["outbox wait", "2".repeat(32), undefined],
      ["dispatch outbound", "2".repeat(32), undefined],
    ]);
    expect(new Set((await tracesOf(texts)).map(({ messageId }) => messageId))).toEqual(
      new Set(texts.slice(0, 3).map(({ id }) => id)),
    );
  });

  it("tell a receipt's wait by the submit that it is for, once or twice the same", async ({
    expect,
    onTestFinished,
  }) => {
    const { spans, env: withTraces } = tracing(onTestFinished);
    const carrierId = await makeCarrier();
    const text = makeText({ trace, segmentCount: 2 });
    await dispatch(withTraces, carrierId, [text]);
    spans.length = 0;
    const atMs = idTimeMs(text.id);
    const step = (type: "sent" | "receipt", attempt: number, laterMs: number) => ({
      accountId: "acc_traced",
      messageId: text.id,
      key: type === "sent" ? `sent.1.${attempt}` : "receipt.1.delivered",
      entry: {
        type,
        atMs: atMs + laterMs,
        segment: 2,
        carrierId,
        ...(type === "sent" ? { attempt } : { outcome: "delivered" }),
      },
    });
    await project(withTraces, { carrierId, chunkId: "evc_1", events: [step("sent", 1, 10), step("sent", 2, 20)] });
    expect(spans).toEqual([]);
    const receipt = { carrierId, chunkId: "evc_2", events: [step("receipt", 0, 50)] };
    await project(withTraces, receipt);
    await project(withTraces, receipt);
    const [first, again] = spans;
    expect(first).toMatchObject({
      name: "receipt wait",
      parentSpanId: submitSpanId({ messageId: text.id, carrierId, segment: 2, attempt: 2 }),
      startTimeUnixNano: `${atMs + 20}000000`,
      endTimeUnixNano: `${atMs + 50}000000`,
    });
    expect(again).toEqual(first);
  });

  it("ask and send nothing while traces are off", async ({ expect, onTestFinished }) => {
    const { fetched } = tracing(onTestFinished);
    const texts = [makeText({ trace })];
    await dispatch(env, await makeCarrier(), texts);
    expect(await tracesOf(texts)).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("go on without a collector that refuses them", async ({ expect, onTestFinished }) => {
    const { env: withTraces } = tracing(onTestFinished, 503);
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const text = makeText({ trace });
    await dispatch(withTraces, await makeCarrier(), [text]);
    expect(await tracesOf([text])).toHaveLength(1);
    expect(warned.mock.calls.map(([line]) => JSON.parse(String(line)) as object)).toContainEqual({
      level: "warning",
      code: "traces.spans_lost",
      spans: 2,
      reason: "the collector answered 503",
    });
  });

  it("are forgotten after a while", async ({ expect, onTestFinished }) => {
    const { env: withTraces } = tracing(onTestFinished);
    const texts = [makeText({ trace }), makeText({ trace })];
    await dispatch(withTraces, await makeCarrier(), texts);
    await sweepTraces(env, idLowerBound("message", idTimeMs(texts[0]?.id ?? "") - 1));
    expect(await tracesOf(texts)).toHaveLength(2);
    await sweepTraces(env, texts[1]?.id ?? "");
    expect(await tracesOf(texts)).toMatchObject([{ messageId: texts[1]?.id }]);
  });
});
