import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { operations } from "../../../src/http/operations.ts";
import { makeApiKey } from "../../../src/accounts/api-key.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { type Answer, call, problemOf } from "./support/api.ts";
import { stringWith } from "./support/matchers.ts";
import { aMessage } from "./support/messages.ts";

interface Request {
  method: string;
  path: string;
  body?: unknown;
}

const writes: Request[] = [
  { method: "POST", path: "/v1/messages", body: aMessage },
  { method: "POST", path: "/v1/batches", body: { messages: [aMessage] } },
  { method: "POST", path: "/v1/batches", body: { messages: [{}] } },
  { method: "POST", path: "/v1/messages/preview", body: { text: "hola" } },
];
const reads: Request[] = [
  { method: "GET", path: "/v1/messages" },
  { method: "GET", path: "/v1/messages?to=nobody" },
  { method: "GET", path: "/v1/messages/msg_01JD3Q8Z6V4K0X9M2T7R5WANBC" },
  { method: "GET", path: "/v1/messages/nonsense" },
];

function request({ method, path, body }: Request, key?: string): Promise<Answer> {
  return call(method, path, { ...(key === undefined ? {} : { key }), ...(body === undefined ? {} : { body }) });
}

describe("keys of accounts", () => {
  it.for([...writes, ...reads])("$method $path wants a key that is valid", async (target, { expect }) => {
    const { id, key } = await makeAccount();
    const tampered = key.slice(0, -1) + (key.endsWith("A") ? "B" : "A");
    const neverAdded = await makeApiKey(id, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
    const ofNoAccount = await makeApiKey(ids.next("account"), env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
    const ofAnotherSecret = await makeApiKey(id, "other", (bytes) => crypto.getRandomValues(bytes));
    const wrong = [undefined, "", "nonsense", tampered, neverAdded, ofNoAccount, ofAnotherSecret, env.ADMIN_KEY];
    for (const candidate of wrong) {
      const answer = await request(target, candidate);
      expect(answer.status, candidate).toBe(401);
      expect(problemOf(answer).code).toBe("unauthenticated");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
    expect((await request(target, key)).status).not.toBe(401);
  });

  it.for(writes)("$method $path wants scope messages:write", async (target, { expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:read"] });
    const answer = await request(target, key);
    expect(answer.status).toBe(403);
    expect(problemOf(answer)).toMatchObject({
      code: "missing_scope",
      detail: stringWith("messages:write"),
    });
  });

  it.for(reads)("$method $path wants scope messages:read", async (target, { expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:write"] });
    const answer = await request(target, key);
    expect(answer.status).toBe(403);
    expect(problemOf(answer)).toMatchObject({
      code: "missing_scope",
      detail: stringWith("messages:read"),
    });
  });

  it("takes the scheme in any case, and no other scheme", async ({ expect }) => {
    const { key } = await makeAccount();
    const withHeader = (authorization: string) => call("GET", "/v1/messages", { headers: { authorization } });
    expect((await withHeader(`bearer ${key}`)).status).toBe(200);
    expect((await withHeader(`Basic ${btoa(`${key}:`)}`)).status).toBe(401);
    expect((await withHeader(key)).status).toBe(401);
  });
});

const areas = [
  { prefix: "/admin/", secret: env.ADMIN_KEY, other: env.CONNECTOR_TOKEN },
  { prefix: "/metrics", secret: env.ADMIN_KEY, other: env.CONNECTOR_TOKEN },
  { prefix: "/connector/", secret: env.CONNECTOR_TOKEN, other: env.ADMIN_KEY },
];

describe("the operator's key and the connectors' token", () => {
  const guarded = areas.flatMap((area) =>
    operations
      .filter(({ route }) => route.path.startsWith(area.prefix))
      .map(({ route }) => ({
        ...area,
        method: route.method.toUpperCase(),
        path: route.path.replaceAll(/\{\w+\}/g, "nonsense"),
      })),
  );

  it.for(guarded)("$method $path wants it", async ({ method, path, secret, other }, { expect }) => {
    const { key } = await makeAccount();
    for (const wrong of ["", "nonsense", `${secret}x`, secret.slice(1), other, key]) {
      const answer = await call(method, path, { key: wrong, headers: { upgrade: "websocket" } });
      expect(answer.status).toBe(401);
      expect(problemOf(answer).code).toBe("unauthenticated");
    }
    expect((await call(method, path)).status).toBe(401);
    expect((await call(method, path, { key: secret })).status).not.toBe(401);
  });

  it.for(["/v1/nonsense", "/admin/v1/nonsense", "/connector/v1/nonsense"])(
    "%s tells nothing without it",
    async (path, { expect }) => {
      expect((await call("GET", path)).status).toBe(401);
    },
  );

  it("lets no operation without a secret be but the health check, and what has it in its address", ({ expect }) => {
    const open = operations.filter(({ route }) => !/^\/((v1|admin|connector|people|auth)\/|metrics$)/.test(route.path));
    const signed = "/operators/v1/{carrierId}/{kind}/{signature}";
    expect(new Set(open.map(({ route }) => route.path))).toEqual(new Set(["/healthz", signed]));
  });
});
