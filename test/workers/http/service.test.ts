import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { createApp } from "../../../src/http/app.ts";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** The app on bindings of which some are replaced. */
function appWith(replaced: Record<string, unknown>) {
  const app = createApp();
  return (path: string, init?: RequestInit) =>
    app.fetch(new Request(`https://edge.test${path}`, init), { ...env, ...replaced }, createExecutionContext());
}

describe("every answer", () => {
  it("has the request's own id where it is a good one", async ({ expect }) => {
    const given = "req_01JD3Q8Z6V4K0X9M2T7R5WANBC";
    const answer = await call("GET", "/v1/messages", { headers: { "x-request-id": given } });
    expect(answer.headers.get("x-request-id")).toBe(given);
    expect(problemOf(answer).requestId).toBe(given);
  });

  it.for(["", "nonsense", "req_x", "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC"])(
    "has a new id in the place of «%s»",
    async (given, { expect }) => {
      const answer = await call("GET", "/healthz", { headers: { "x-request-id": given } });
      expect(answer.headers.get("x-request-id")).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/);
    },
  );
});

describe("paths and methods there are not", () => {
  it.for(["/v1/nonsense", "/v1", "/v1/messages/a/b", "/v1/messages/"])("%s is 404", async (path, { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("GET", path, { key });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemOf(answer)).toMatchObject({ code: "not_found", instance: path });
  });

  it.for([
    ["DELETE", "/v1/messages", "POST, GET"],
    ["PUT", "/v1/messages/msg_1", "GET, PATCH"],
    ["GET", "/v1/batches", "POST"],
    ["POST", "/healthz", "GET"],
  ] as const)("%s %s is 405", async ([method, path, allow], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call(method, path, { key }).catch((error: unknown) => error);
    expect(answer).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
    expect((answer as Awaited<ReturnType<typeof call>>).headers.get("allow")).toBe(allow);
  });

  it("HEAD is GET without its body", async ({ expect }) => {
    expect((await call("HEAD", "/healthz")).status).toBe(200);
  });
});

describe("what nobody foresaw", () => {
  it("answers 500 with the request's id and nothing else", async ({ expect }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const failing = { getByName: () => ({ accept: () => Promise.reject(new Error("secret detail")) }) };
    const { key } = await makeAccount();
    const response = await appWith({ ACCOUNT: failing })("/v1/messages", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(aMessage),
    });
    expect(response.status).toBe(500);
    const requestId = response.headers.get("x-request-id");
    expect(await response.json()).toEqual({
      type: "/docs/errors#internal_error",
      title: "Something unexpected happened.",
      status: 500,
      detail: "Something unexpected happened.",
      instance: "/v1/messages",
      code: "internal_error",
      requestId,
    });
    expect(logged).toHaveBeenCalledOnce();
    const line: unknown = JSON.parse(String(logged.mock.calls[0]?.[0]));
    expect(line).toMatchObject({ level: "error", code: "http.unexpected", requestId, error: "secret detail" });
  });

  it.for([
    ["an object that is overloaded", Object.assign(new Error("overloaded"), { overloaded: true })],
    ["a broken connection", Object.assign(new Error("broken"), { retryable: true })],
    ["a database that cannot keep up", new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long.")],
  ] as const)("answers 503 for %s", async ([, error], { expect }) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const failing = { getByName: () => ({ authorize: () => Promise.reject(error) }) };
    const { key } = await makeAccount();
    const response = await appWith({ ACCOUNT: failing })("/v1/messages", {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toMatchObject({ code: "unavailable" });
  });
});

describe("what is not the API", () => {
  it("is a static asset", async ({ expect }) => {
    const asked: string[] = [];
    const assets = {
      fetch: (request: Request) => {
        asked.push(new URL(request.url).pathname);
        return Promise.resolve(new Response("<h1>Heliograph</h1>", { headers: { "content-type": "text/html" } }));
      },
    };
    const get = appWith({ ASSETS: assets });
    for (const path of ["/", "/docs/", "/anything"]) {
      const response = await get(path);
      expect(await response.text()).toBe("<h1>Heliograph</h1>");
      expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    }
    expect(asked).toEqual(["/", "/docs/", "/anything"]);
  });

  it("but for the page that explains the error codes", async ({ expect }) => {
    const { status, headers, body } = await call("GET", "/docs/errors");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/html");
    expect(body).toContain('id="invalid_recipient"');
  });

  it("and for the health check", async ({ expect }) => {
    expect((await call("GET", "/healthz")).body).toEqual({ ok: true });
  });
});
