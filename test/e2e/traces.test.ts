import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { type ExportedSpan, readExport } from "../support/otlp.ts";
import { TestStack } from "../support/stack.ts";
import { Changes } from "../support/until.ts";

/** A collector and a webhook receiver in one server. */
class Sink {
  readonly spans: ExportedSpan[] = [];
  /** The `traceparent` of each webhook, by the event's type. */
  readonly webhooks = new Map<string, string | undefined>();
  readonly #changes = new Changes();
  readonly #server = createServer((request, response) => {
    void this.#take(request).then(() => response.end("{}"));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  until(isDone: (sink: this) => boolean): Promise<unknown> {
    return this.#changes.until(() => isDone(this));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const body = await readText(request);
    if (request.url === "/v1/traces") this.spans.push(...readExport(body));
    else {
      const { type } = JSON.parse(body) as { type: string };
      this.webhooks.set(type, request.headers["traceparent"]?.toString());
    }
    this.#changes.changed();
  }

  named(name: string, traceId: string): ExportedSpan[] {
    return this.spans.filter((span) => span.name === name && span.traceId === traceId);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const caller = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };

afterEach(() => vi.unstubAllEnvs());

test("a message is one trace from its request to its webhook, and a request without one leaves none", async () => {
  const sink = new Sink();
  const url = await sink.listen();
  vi.stubEnv("HELIOGRAPH_TRACES", `${url}/v1/traces`);
  await TestStack.with({ receiptDelayMs: 50 }, async (stack) => {
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ id: string }> => {
      const response = await fetch(`${stack.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${stack.api.key}`, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      expect(response.ok).toBe(true);
      return (await response.json()) as { id: string };
    };
    await post("/v1/webhooks", { url: `${url}/hook`, events: ["message.delivered"] });
    const text = { to: "+573001234567", from: "Heliograph", text: "traced" };
    const unsampled = { traceparent: `00-${"1".repeat(32)}-${caller.spanId}-00` };
    await post("/v1/messages", text, unsampled);
    await post("/v1/messages", text);
    await sink.until(({ webhooks }) => webhooks.has("message.delivered"));
    expect(sink.webhooks.get("message.delivered")).toBeUndefined();
    expect(sink.spans).toEqual([]);

    const traced = { traceparent: `00-${caller.traceId}-${caller.spanId}-01`, tracestate: "shop=42" };
    const { id } = await post("/v1/messages", text, traced);
    await sink.until(({ spans }) => spans.filter(({ traceId }) => traceId === caller.traceId).length >= 7);

    const one = (name: string): ExportedSpan => {
      const [span, ...more] = sink.named(name, caller.traceId);
      if (span === undefined || more.length > 0) throw new Error(`${more.length + 1} spans "${name}"`);
      return span;
    };
    const names = ["POST /v1/messages", "outbox wait", "dispatch outbound", "carrier queue wait", "submit_sm"];
    const [request, outbox, dispatch, queue, submit] = names.map(one);
    const [receipt, webhook] = ["receipt wait", "POST webhook"].map(one);
    expect(request?.parentSpanId).toBe(caller.spanId);
    for (const span of [outbox, dispatch, queue]) expect(span?.parentSpanId).toBe(request?.spanId);
    expect(submit?.parentSpanId).toBe(queue?.spanId);
    expect(receipt?.parentSpanId).toBe(submit?.spanId);
    expect(webhook?.parentSpanId).toBe(receipt?.spanId);
    expect(sink.webhooks.get("message.delivered")).toBe(`00-${caller.traceId}-${webhook?.spanId}-01`);

    expect(request?.values).toMatchObject({ "messaging.message.id": id, "http.response.status_code": 202 });
    expect(submit?.values).toMatchObject({
      "messaging.message.id": id,
      "heliograph.command_status": 0,
      "heliograph.outcome": "accepted",
    });
    expect(submit?.values["heliograph.sequence_number"]).toBeGreaterThan(0);
    expect(receipt?.values["heliograph.receipt.state"]).toBe("delivered");
    expect(new Set(sink.spans.map(({ service }) => service))).toEqual(
      new Set(["heliograph-edge", "heliograph-connector"]),
    );
    expect(sink.spans.every(({ traceState }) => traceState === "shop=42")).toBe(true);
    // Numbers and texts are in no span.
    expect(JSON.stringify(sink.spans)).not.toMatch(/3001234567|traced/);

    const batch = { traceparent: `00-${"2".repeat(32)}-${caller.spanId}-01` };
    await post("/v1/batches", { messages: [text, text, text] }, batch);
    await sink.until((each) => each.named("receipt wait", "2".repeat(32)).length === 3);
    await sink.until((each) => each.named("submit_sm", "2".repeat(32)).length === 3);
    expect(sink.named("POST /v1/batches", "2".repeat(32))[0]?.values["messaging.batch.message_count"]).toBe(3);
  });
  sink.close();
});
