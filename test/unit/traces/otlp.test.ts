import { describe, expect, it } from "vitest";
import { dispatchSpans, submitSpans } from "../../../src/traces/message-spans.ts";
import { encodeSpans } from "../../../src/traces/otlp.ts";
import { readHeaders } from "../../../src/traces/read-headers.ts";
import { SpanExporter } from "../../../src/traces/span-exporter.ts";
import { type Span, spanIdFrom, spanIdOf } from "../../../src/traces/span.ts";
import { webhookSpan } from "../../../src/traces/webhook-span.ts";
import { readExport } from "../../support/otlp.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const context = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: "vendor=1" };
const submitted = {
  context,
  messageId: "msg_1",
  carrierId: "c1",
  segment: 1,
  attempt: 1,
  queuedAtMs: 1_000,
  writtenAtMs: 1_010.5,
  answeredAtMs: 1_020,
  protocol: "smpp",
  bindId: "b1",
  sequence: 7,
  outcome: "rejected",
  commandStatus: 88,
} as const;

const span: Span = {
  traceId,
  spanId: "00000000000000ab",
  parentSpanId: "b7ad6b7169203331",
  name: "a span",
  kind: "internal",
  startMs: 1_795_285_841_860.25,
  endMs: 1_795_285_841_861,
  attributes: { text: "x", whole: 3, part: 0.5, flag: true, missing: undefined },
};

describe("OTLP/HTTP JSON", () => {
  it("is what opentelemetry-proto says, with times to the nanosecond", () => {
    const [read] = readExport(encodeSpans([span], { service: "edge", instance: "one" }));
    expect(read).toMatchObject({
      traceId,
      service: "edge",
      startTimeUnixNano: "1795285841860250000",
      endTimeUnixNano: "1795285841861000000",
      kind: 1,
      status: {},
      values: { text: "x", whole: 3, part: 0.5, flag: true },
    });
    expect(read?.values).not.toHaveProperty("missing");
  });

  it("has every kind of span in it, errors and links included", () => {
    const other = { traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01` };
    const webhook = {
      contexts: [context, other] as const,
      spanId: "00000000000000cd",
      endpointId: "whe_1",
      host: "example.org",
      webhookId: "evt_1",
      events: 2,
      attempt: 2,
      status: 503,
      error: null,
      startMs: 1,
      endMs: 2,
    };
    const dispatched = { context, accountId: "acc_1", chunkId: "chk_1", messageIds: ["msg_1", "msg_2"] };
    const spans = [
      ...dispatchSpans({ ...dispatched, waitingSinceMs: 1, startMs: 2, endMs: 3 }),
      ...submitSpans(submitted),
      webhookSpan(webhook),
    ];
    const read = readExport(encodeSpans(spans, { service: "edge" }));
    expect(read.map(({ name, kind, status }) => [name, kind, status])).toEqual([
      ["outbox wait", 1, {}],
      ["dispatch outbound", 5, {}],
      ["carrier queue wait", 1, {}],
      ["submit_sm", 4, { code: 2, message: "rejected" }],
      ["POST webhook", 3, { code: 2, message: "HTTP 503" }],
    ]);
    expect(read[4]).toMatchObject({
      traceState: "vendor=1",
      links: [{ traceId: "1".repeat(32), spanId: "2".repeat(16) }],
      values: { "http.request.resend_count": 1, "messaging.batch.message_count": 2 },
    });
    expect(read[3]?.values).toMatchObject({
      "messaging.system": "heliograph",
      "messaging.message.id": "msg_1",
      "heliograph.bind.id": "b1",
      "heliograph.sequence_number": 7,
      "heliograph.command_status": 88,
    });
    expect(read[3]?.parentSpanId).toBe(read[2]?.spanId);
  });

  it("ends no span before it begins, where two clocks were asked", () => {
    const [read] = readExport(encodeSpans([{ ...span, endMs: 1 }], { service: "edge" }));
    expect(read?.endTimeUnixNano).toBe(read?.startTimeUnixNano);
  });
});

describe("ids of spans", () => {
  it("follow from the words, and differ where these do", () => {
    expect(spanIdOf("submit", "msg_1", "1")).toBe(spanIdOf("submit", "msg_1", "1"));
    const ids = Array.from({ length: 20_000 }, (_, index) => spanIdOf("submit", `msg_${index}`, "1"));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
  });

  it("are never all zeros", () => {
    expect(spanIdFrom(new Uint8Array(8))).toBe("0000000000000001");
    expect(spanIdFrom(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 255))).toBe("01020304050607ff");
  });
});

describe("the exporter", () => {
  function exporterTo(answer: () => Promise<Response>) {
    const bodies: string[] = [];
    const lost: [number, string][] = [];
    const exporter = new SpanExporter({
      url: "https://collector.example/v1/traces",
      headers: readHeaders("authorization=Bearer%20x, tenant=one"),
      source: { service: "edge" },
      fetch: (_url, { body, headers }) => {
        expect(headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer x", tenant: "one" });
        bodies.push(typeof body === "string" ? body : "");
        return answer();
      },
      onLost: (spans, reason) => lost.push([spans, reason]),
    });
    return { exporter, bodies, lost };
  }

  it("cuts what is too much for one request", async () => {
    const { exporter, bodies, lost } = exporterTo(() => Promise.resolve(new Response("{}")));
    await exporter.send(Array.from({ length: 600 }, () => span));
    expect(bodies.map((body) => readExport(body).length)).toEqual([512, 88]);
    expect(lost).toEqual([]);
  });

  it("counts what a collector refuses, and what never got there", async () => {
    const refusing = exporterTo(() => Promise.resolve(new Response("no", { status: 429 })));
    await refusing.exporter.send([span, span]);
    expect(refusing.lost).toEqual([[2, "the collector answered 429"]]);
    const broken = exporterTo(() => Promise.reject(new TypeError("connection refused")));
    await broken.exporter.send([span]);
    expect(broken.lost).toEqual([[1, "TypeError"]]);
  });

  it("has four requests under way at most, and drops the rest", async () => {
    const open = Promise.withResolvers<Response>();
    const { exporter, bodies, lost } = exporterTo(() => open.promise);
    const sent = Array.from({ length: 6 }, () => exporter.send([span]));
    expect([bodies.length, lost]).toEqual([
      4,
      [
        [1, "the collector is behind"],
        [1, "the collector is behind"],
      ],
    ]);
    open.resolve(new Response("{}"));
    await Promise.all(sent);
    await exporter.send([span]);
    expect(bodies).toHaveLength(5);
  });
});
