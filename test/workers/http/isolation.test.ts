import { env, exports } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import { makeApiKey } from "../../../src/accounts/api-key.ts";
import { type Scope, scopes } from "../../../src/accounts/scopes.ts";
import type { ApiOperation } from "../../support/openapi.ts";
import { addKey, makeAccount } from "../support/accounts.ts";
import { type TestPerson, origin, signInAs } from "../support/people.ts";
import { ids } from "../support/scene.ts";
import { type Answer, call, problemOf } from "./support/api.ts";
import {
  type Tenant,
  type TenantRequest,
  inventedName,
  namesOf,
  makeTenant,
  readDocument,
  requestOf,
} from "./support/tenants.ts";

// Walks every operation of the document, so that one that is added is held to the same without a line here.

const { operations: documented, schemas } = await readDocument();
const ofCustomers = documented.filter(({ path }) => path.startsWith("/v1/"));
const ofOthers = documented.filter(({ path }) => /^\/(admin|connector)\//.test(path));

// Webhooks are delivered in their own time, so nobody is on the network for as long as the file runs.
vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response("ok")));

let personElsewhere: TestPerson | undefined;
let tenantOfPeople: Tenant | undefined;

/** The scopes an operation asks for, as the document has it. */
function scopesOf({ security }: ApiOperation): string[] {
  return security.flatMap((requirement) => requirement["apiKey"] ?? []);
}

/** As `call`, but does not wait for the end of a stream that has none. */
async function ask({ method, path, body, mediaType }: TenantRequest, key?: string): Promise<Answer> {
  if (!path.startsWith("/v1/events/stream")) {
    const content = body === undefined ? {} : { body, headers: { "content-type": mediaType } };
    return call(method, path, { ...content, ...(key !== undefined && { key }) });
  }
  const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await exports.default.fetch(new Request(`https://edge.test${path}`, { method, headers }));
  if (response.status !== 200) return call(method, path, { ...(key !== undefined && { key }) });
  await response.body?.cancel();
  return { status: response.status, headers: response.headers, body: null };
}

/** An answer without what is different in any two, and with ids of the one request named as those of the other. */
function comparable({ status, body }: Answer, own: readonly string[]): string {
  let text = JSON.stringify({ status, body }).replaceAll(/req_[0-9A-Z]{26}/g, "req_");
  for (const name of own) text = text.replaceAll(encodeURIComponent(name), "name").replaceAll(name, "name");
  return text;
}

describe("operations for customers", () => {
  it.for(ofCustomers)(
    "$operationId declares one scope, and says so",
    ({ security, description, ...op }, { expect }) => {
      expect(security).toHaveLength(1);
      const [scope, ...others] = scopesOf({ security, description, ...op });
      expect(scopes).toContain(scope);
      expect(others).toEqual([]);
      expect(description).toContain(`Needs scope \`${scope}\``);
    },
  );

  it.for(ofCustomers)(
    "$operationId knows nobody without a key or with one that was made up",
    async (op, { expect }) => {
      const tenant = await makeTenant();
      const request = requestOf(op, schemas, namesOf(tenant, op));
      const madeUp = await makeApiKey(tenant.id, "other", (bytes) => crypto.getRandomValues(bytes));
      const neverAdded = await makeApiKey(tenant.id, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
      for (const key of [undefined, madeUp, neverAdded]) {
        const answer = await ask(request, key);
        expect([answer.status, problemOf(answer).code]).toEqual([401, "unauthenticated"]);
      }
    },
  );

  it.for(ofCustomers)("$operationId does nothing for a key that has every other scope", async (op, { expect }) => {
    const tenant = await makeTenant();
    const request = requestOf(op, schemas, namesOf(tenant, op));
    const [needed] = scopesOf(op) as Scope[];
    const { key } = await addKey(tenant.id, { scopes: scopes.filter((scope) => scope !== needed) });
    const refused = await ask(request, key);
    expect([refused.status, problemOf(refused).code]).toEqual([403, "missing_scope"]);
    expect(problemOf(refused).detail).toContain(needed);
  });

  it.for(ofCustomers)("$operationId works on what the account has", async (op, { expect }) => {
    const tenant = await makeTenant();
    const request = requestOf(op, schemas, namesOf(tenant, op));
    const answer = await ask(request, tenant.key);
    expect([200, 201, 202, 204], JSON.stringify(answer.body)).toContain(answer.status);
  });

  it.for(ofCustomers)(
    "$operationId shows another account nothing, not even that it is there",
    async (op, { expect }) => {
      const tenant = await makeTenant();
      const stranger = await makeAccount({ limits: { maxSubAccounts: 3 } });
      const named: string[] = [];
      const ownNames = namesOf(tenant, op);
      const foreign = requestOf(op, schemas, (prefix) => {
        const id = ownNames(prefix);
        named.push(id);
        return id;
      });
      const answer = await ask(foreign, stranger.key);
      if (foreign.names && op.responses["404"] !== undefined)
        expect([answer.status, problemOf(answer).code]).toEqual([404, "not_found"]);

      const invented: string[] = [];
      const nothing = requestOf(op, schemas, (prefix) => {
        const id = inventedName(prefix);
        invented.push(id);
        return id;
      });
      if (foreign.names) {
        expect(comparable(answer, named)).toBe(comparable(await ask(nothing, stranger.key), invented));
      }
      const everything = [tenant.id, tenant.subAccountKeyId, ...Object.values(tenant.resources)];
      const shown = comparable(answer, named);
      expect(everything.filter((id) => shown.includes(id))).toEqual([]);
    },
  );
});

describe("people", () => {
  it.for(ofCustomers)("$operationId is not for a person of another account", async (op, { expect }) => {
    personElsewhere ??= await signInAs("owner", ids.next("account"));
    tenantOfPeople ??= await makeTenant();
    const { method, path, body, mediaType } = requestOf(op, schemas, namesOf(tenantOfPeople, op));
    const headers = { "x-heliograph-account": tenantOfPeople.id, "content-type": mediaType };
    const answer = await personElsewhere.call(method, path, { headers, ...(body !== undefined && { body }) });
    expect([answer.status, problemOf(answer).code]).toEqual([403, "not_a_member"]);
  });

  it.for(ofOthers)("$operationId is not for a person who is no operator", async ({ method, path }, { expect }) => {
    personElsewhere ??= await signInAs("owner", ids.next("account"));
    const own = path.replaceAll(/\{\w+\}/g, "1");
    const answer = await personElsewhere.call(method, own, { headers: { upgrade: "websocket", origin } });
    const refused = path.startsWith("/admin/") ? [403, "role_not_permitted"] : [401, "unauthenticated"];
    expect([answer.status, problemOf(answer).code]).toEqual(refused);
  });
});

describe("what an account has", () => {
  it("is the same after another account has tried every operation on it", async ({ expect }) => {
    const tenant = await makeTenant();
    const stranger = await makeAccount({ limits: { maxSubAccounts: 3 } });
    const reads = ofCustomers.filter(({ method, path }) => method === "GET" && path !== "/v1/events/stream");
    const see = async (): Promise<string[]> =>
      Promise.all(
        reads.map(async (op) => {
          const { status, body } = await ask(requestOf(op, schemas, namesOf(tenant, op)), tenant.key);
          return `${op.operationId} ${status} ${JSON.stringify(body).replaceAll(/"lastUsedAt":("[^"]*"|null)|^\{"at":"[^"]*"/g, "")}`;
        }),
      );
    const before = await see();
    for (const id of [...Object.values(tenant.resources), tenant.subAccountKeyId]) expect(before.join()).toContain(id);
    for (const op of ofCustomers) await ask(requestOf(op, schemas, namesOf(tenant, op)), stranger.key);
    expect(await see()).toEqual(before);
  });
});

describe("operations of operators and connectors", () => {
  it.for(ofOthers)("$operationId is not for a customer's key", async ({ method, path }, { expect }) => {
    const { id, key } = await makeAccount();
    const own = path.replaceAll("{id}", id).replaceAll(/\{\w+\}/g, "1");
    const answer = await call(method, own, { key, headers: { upgrade: "websocket" } });
    expect([answer.status, problemOf(answer).code]).toEqual([401, "unauthenticated"]);
  });
});
