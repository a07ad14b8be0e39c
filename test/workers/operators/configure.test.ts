import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call, problemOf } from "../http/support/api.ts";

const key = env.ADMIN_KEY;
const request = { url: "https://operator.example.net/send", body: { kind: "json", value: { to: ["{{to}}"] } } };
const receipts = { id: "/id", status: "/status" };
const http = {
  request,
  auth: { kind: "bearer", token: "s3cret-token" },
  callbacks: { receipts, sharedSecret: { header: "x-token", value: "s3cret-header" } },
};
const put = (id: string, body: unknown) => call("PUT", `/admin/v1/carriers/${id}`, { key, body });

describe("a carrier that is an HTTP operator", () => {
  it("is configured and shown with the addresses to call, and without its secrets", async ({ expect }) => {
    const answer = await put("operator", { name: "Operator", http });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      binds: [],
      http: {
        request: { ...request, method: "POST", headers: {} },
        auth: { kind: "bearer" },
        maxConcurrency: 6,
        requestsInFlight: 0,
        resting: null,
        callbackUrls: { inbound: null },
      },
    });
    const { callbackUrls } = (answer.body as { http: { callbackUrls: { receipts: string } } }).http;
    expect(callbackUrls.receipts).toMatch(/^https:\/\/edge\.test\/operators\/v1\/operator\/receipts\/1\.[\w-]{22}$/);
    const read = await call("GET", "/admin/v1/carriers/operator", { key });
    expect(read.body).toEqual(answer.body);
    expect(JSON.stringify(read.body)).not.toContain("s3cret");
  });

  it("keeps the secrets that a change leaves out, and tells a new one from the old", async ({ expect }) => {
    await put("keeper", { name: "Keeper", http });
    const { token: _token, ...auth } = http.auth;
    const sharedSecret = { header: "x-token" };
    const without = { ...http, auth, callbacks: { receipts, sharedSecret } };
    const same = await put("keeper", { name: "Keeper", http: without });
    expect(same.body).toMatchObject({ version: 1 });
    const other = await put("keeper", {
      name: "Keeper",
      http: { ...without, auth: { ...auth, token: "other-token" } },
    });
    expect(other.body).toMatchObject({ version: 2 });
    const diff = await call("GET", "/admin/v1/carriers/keeper/versions/1/diff?with=2", { key });
    expect(diff.status).toBe(200);
    expect(JSON.stringify(diff.body)).toContain("http.credentials");
    expect(JSON.stringify(diff.body)).not.toMatch(/s3cret|other-token/);
    const first = await put("nothing-kept", { name: "Nothing", http: without });
    expect(problemOf(first).errors?.map(({ path }) => path)).toEqual([
      "http.auth.token",
      "http.callbacks.sharedSecret.value",
    ]);
  });

  const bind = { id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "secret" };
  it.for<[string, unknown, string]>([
    ["binds as well", { name: "X", binds: [bind], http }, "http"],
    ["a policy that asks", { name: "X", http, onUnknown: "query" }, "onUnknown"],
    [
      "a placeholder there is not",
      { name: "X", http: { request: { url: "https://x.example.net/?a={{b}}" } } },
      "http.request.url",
    ],
    [
      "a callback that is no pointer",
      { name: "X", http: { request, callbacks: { receipts: { id: "id", status: "/s" } } } },
      "http.callbacks.receipts.id",
    ],
  ])("is refused with %s", async ([, body, path], { expect }) => {
    const answer = await put("refused", body);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors?.[0]?.path).toBe(path);
  });
});
