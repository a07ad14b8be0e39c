import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { CarrierDraft } from "../../../src/carriers/carrier-edit.ts";
import { httpOperatorDraftSchema } from "../../../src/http-operators/operator-config.ts";
import { carrierOf } from "./scene.ts";

/** A request as it came to the operator; `answer` lets it go on. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  answer(status: number, body?: unknown, headers?: Record<string, string>): void;
  /** The connection breaks. */
  fail(): void;
}

type Answer = { status: number; body: string; headers: Record<string, string> } | "failure";

let operators = 0;

/** An operator's HTTP API, answered by a test request by request. It is the network of the carriers that `carrier` makes. */
export class FakeOperator {
  readonly #host: string;
  readonly #requests: ReceivedRequest[] = [];
  #taken = 0;

  constructor() {
    operators += 1;
    this.#host = `operator-${operators}.example.net`;
    const previous = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      const request = new Request(input, init);
      return new URL(request.url).host === this.#host ? this.#take(request) : previous(input, init);
    });
  }

  get url(): string {
    return `https://${this.#host}/messages`;
  }

  /** Makes a carrier that sends {to, text, id} to this operator. */
  async carrier(
    http: Record<string, unknown> = {},
    more: Partial<Omit<CarrierDraft, "http" | "binds">> = {},
  ): Promise<string> {
    const id = more.id ?? `http-${operators}`;
    const draft: CarrierDraft = {
      ...carrierOf(id, 1),
      ...more,
      binds: [],
      http: httpOperatorDraftSchema.parse({
        request: {
          url: this.url,
          body: { kind: "json", value: { to: "{{toDigits}}", text: "{{text}}", id: "{{requestId}}" } },
        },
        response: { id: { in: "json", pointer: "/id" }, errorCode: { in: "json", pointer: "/error" } },
        ...http,
      }),
    };
    const change = { author: "test", note: null, nowMs: Date.now() };
    const configured = await env.CARRIER.getByName(id).configuration.apply({ kind: "replace", draft }, change);
    if (!configured.ok) throw new Error(configured.error.message);
    return id;
  }

  /** The next request, once it has come. */
  async next(): Promise<ReceivedRequest> {
    for (;;) {
      const request = this.#requests[this.#taken];
      if (request !== undefined) {
        this.#taken += 1;
        return request;
      }
      await scheduler.wait(2);
    }
  }

  /** Requests that came and were not looked at, once what is under way has had time to come. */
  async waiting(): Promise<number> {
    await scheduler.wait(50);
    return this.#requests.length - this.#taken;
  }

  async #take(request: Request): Promise<Response> {
    const answers: Answer[] = [];
    this.#requests.push({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      answer: (status, body = "", headers = {}) => {
        answers.push({ status, body: typeof body === "string" ? body : JSON.stringify(body), headers });
      },
      fail: () => {
        answers.push("failure");
      },
    });
    // The answer is made where it is read: a test's own promises and bodies cannot be waited for from an object.
    while (answers.length === 0) {
      if (request.signal.aborted) throw new Error("aborted");
      await scheduler.wait(2);
    }
    const [answer = "failure"] = answers;
    if (answer === "failure") throw new Error("connection lost");
    const { status, body, headers } = answer;
    return new Response(body, { status, headers });
  }
}

/** Lets everything in a carrier's alarm book be due, and runs it. */
export async function runAlarms(carrierId: string): Promise<void> {
  const carrier = env.CARRIER.getByName(carrierId);
  await runInDurableObject(carrier, (_object, state) => {
    state.storage.sql.exec("UPDATE alarms SET due_at_ms = 1");
  });
  await runDurableObjectAlarm(carrier);
}

/** Ends a carrier's object where it stands, with what it has under way. */
export async function killObject(carrierId: string): Promise<void> {
  await runInDurableObject(env.CARRIER.getByName(carrierId), (_object, state) => state.abort("killed")).catch(
    () => undefined,
  );
}
