import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { scopes } from "../../../src/accounts/scopes.ts";
import { roleTable, roles } from "../../../src/people/roles.ts";
import { problemOf } from "../http/support/api.ts";
import { inventedName, readDocument, requestOf } from "../http/support/tenants.ts";
import { openAccount, signInAs } from "../support/people.ts";

const { operations, schemas } = await readDocument();
const ofCustomers = operations.filter(({ path }) => path.startsWith("/v1/"));
/** One operation for each scope: what it names there is not, so nothing comes of it. */
const representatives = scopes.flatMap((scope) => {
  const found = ofCustomers.find(({ security }) => security.some(({ apiKey }) => apiKey?.includes(scope)));
  return found === undefined ? [] : [{ scope, operation: found }];
});

describe("roles", () => {
  it("say of every scope whom it is for", ({ expect }) => {
    expect(representatives.map(({ scope }) => scope)).toEqual(scopes);
    const table = scopes.map((scope) => [scope, ...roles.filter((role) => roleTable[role].scopes.includes(scope))]);
    expect(table).toEqual([
      ["messages:write", "owner", "developer", "agent"],
      ["messages:read", "owner", "developer", "agent", "viewer"],
      ["schedules:write", "owner", "developer", "agent"],
      ["events:read", "owner", "developer"],
      ["webhooks:manage", "owner", "developer"],
      ["suppressions:manage", "owner", "developer", "agent"],
      ["inbound:read", "owner", "developer", "agent", "viewer"],
      ["numbers:manage", "owner", "developer"],
      ["usage:read", "owner", "developer", "viewer"],
      ["jobs:manage", "owner", "developer"],
      ["account:read", "owner", "developer", "agent", "viewer"],
      ["retention:manage", "owner"],
      ["audit:read", "owner", "developer"],
      ["keys:manage", "owner", "developer"],
      ["accounts:manage", "owner"],
    ]);
  });

  it.for([...roles, "operator"] as const)("%s may do that and nothing else", async (role, { expect }) => {
    const { id } = await openAccount();
    const person = await signInAs(role, id);
    for (const { scope, operation } of representatives) {
      const { method, path, body } = requestOf(operation, schemas, inventedName);
      if (path.startsWith("/v1/events/stream")) continue;
      const answer = await person.call(method, path, body === undefined ? {} : { body });
      const may = role === "operator" || roleTable[role].scopes.includes(scope);
      const said = `${role} ${operation.operationId} ${answer.status}`;
      if (may) expect([401, 403], said).not.toContain(answer.status);
      else expect([said, problemOf(answer).code]).toEqual([said, "missing_scope"]);
    }
  });

  it("are asked for by name: a request that names no account, or another's, is refused", async ({ expect }) => {
    const [own, other] = [await openAccount(), await openAccount()];
    const owner = await signInAs("owner", own.id);
    for (const account of [other.id, "acc_01JD3Q8Z6V4K0X9M2T7R5WANBC", "nonsense", ""]) {
      const answer = await owner.call("GET", "/v1/messages", { headers: { "x-heliograph-account": account } });
      expect([account, answer.status, problemOf(answer).code]).toEqual([account, 403, "not_a_member"]);
    }
    const none = await (await signInAs("owner")).call("GET", "/v1/messages");
    expect(problemOf(none).code).toBe("not_a_member");
    const operator = await signInAs("operator", "acc_01JD3Q8Z6V4K0X9M2T7R5WANBC");
    expect(problemOf(await operator.call("GET", "/v1/messages")).code).toBe("not_a_member");
  });
});

describe("an account in the query", () => {
  it("takes the header's place for a GET, and for nothing else", async ({ expect }) => {
    const { id } = await openAccount();
    const person = await signInAs("owner");
    await env.DB.prepare("INSERT INTO members (account_id, person_id, role, created_at_ms) VALUES (?, ?, 'owner', 0)")
      .bind(id, person.id)
      .run();
    expect((await person.call("GET", `/v1/messages?account=${id}&limit=5`)).status).toBe(200);
    const written = await person.call("POST", `/v1/webhooks?account=${id}`, { body: { url: "https://example.com/" } });
    expect(problemOf(written).code).toBe("not_a_member");
  });
});

describe("the audit log", () => {
  it("names the person, in their own account and in one that they operate", async ({ expect }) => {
    const { id } = await openAccount();
    const body = { url: "https://example.com/hook" };
    for (const person of [await signInAs("developer", id), await signInAs("operator", id)]) {
      expect((await person.call("POST", "/v1/webhooks", { body })).status).toBe(201);
      const log = await (await signInAs("owner", id)).call("GET", "/v1/audit?limit=1");
      expect(log.body).toMatchObject({ data: [{ actor: person.email, action: "webhook.created" }] });
    }
  });
});
