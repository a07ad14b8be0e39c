import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import { roleTable } from "../../../src/people/roles.ts";
import { problemOf } from "../http/support/api.ts";
import { makeTenant, namesOf, readDocument, requestOf } from "../http/support/tenants.ts";
import { signInAs } from "../support/people.ts";

vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response("ok")));

const { operations, schemas } = await readDocument();
const scopes: readonly string[] = roleTable.viewer.scopes;
const reads = operations.filter(
  ({ method, path, security }) =>
    method === "GET" && path.startsWith("/v1/") && security.some(({ apiKey = [] }) => scopes.includes(apiKey[0] ?? "")),
);

/** Numbers and texts that are the account's: what a viewer must not read whole. */
async function secretsOf(accountId: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT recipient AS number, body FROM messages WHERE account_id = ?1
     UNION SELECT sender, body FROM inbound_messages WHERE account_id = ?1`,
  )
    .bind(accountId)
    .all<{ number: string; body: string }>();
  return results.flatMap(({ number, body }) => [number.replace("+", ""), JSON.stringify(body)]);
}

describe("a viewer", () => {
  it("reads numbers without their middle and no texts, whatever they ask for", async ({ expect }) => {
    const tenant = await makeTenant();
    const [viewer, agent] = [await signInAs("viewer", tenant.id), await signInAs("agent", tenant.id)];
    const secrets = [...(await secretsOf(tenant.id)), (tenant.resources["peer"] ?? "").replace("+", "")];
    expect(secrets.length).toBeGreaterThan(3);
    let shownToAgent = "";
    for (const op of reads) {
      // The path itself, which an error repeats, is theirs.
      const { path } = requestOf(op, schemas, namesOf(tenant, op));
      const { body, status, headers } = await viewer.call("GET", path);
      if (status !== 200) continue;
      expect(headers.get("content-type"), path).toBe("application/json");
      const shown = JSON.stringify(body);
      for (const secret of secrets) expect(shown, `${path} shows ${secret}`).not.toContain(secret);
      shownToAgent += JSON.stringify((await agent.call("GET", path)).body);
    }
    for (const secret of secrets) expect(shownToAgent).toContain(secret);
    const message = await viewer.call("GET", "/v1/messages?limit=1");
    expect(message.body).toMatchObject({
      data: [{ to: expect.stringMatching(/^\+\d{5}•••\d{4}$/) as unknown, text: "•••" }],
    });
  });

  it("finds no number out by asking for it, however it is written", async ({ expect }) => {
    const tenant = await makeTenant();
    const [viewer, agent] = [await signInAs("viewer", tenant.id), await signInAs("agent", tenant.id)];
    const peer = tenant.resources["peer"] ?? "";
    const spaced = `${peer.slice(0, 3)} (${peer.slice(3, 6)}) ${peer.slice(6, 9)}-${peer.slice(9)}`;
    const paths = [
      ...[peer, spaced, peer.slice(1)].map((to) => `/v1/messages?to=${encodeURIComponent(to)}`),
      `/v1/messages?to=%2B573001234567`,
      `/v1/inbound?from=${encodeURIComponent(peer)}`,
      `/v1/conversations/890123/${encodeURIComponent(peer)}`,
    ];
    for (const path of paths) {
      const refused = await viewer.call("GET", path);
      expect([path, problemOf(refused).code]).toEqual([path, "missing_scope"]);
      expect((await agent.call("GET", path)).status, path).not.toBe(403);
    }
    for (const path of ["/v1/messages?from=Elibom&createdAfter=2026-11-21T00:00:00Z", "/v1/usage?from=2026-11-01"]) {
      expect((await viewer.call("GET", path)).status, path).not.toBe(403);
    }
  });

  it("gets figures as a file, and is refused a file of anything else", async ({ expect }) => {
    const tenant = await makeTenant();
    const viewer = await signInAs("viewer", tenant.id);
    const file = await viewer.call("GET", "/v1/ledger?format=csv");
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/csv"]);
    const numbers = await viewer.call("GET", "/v1/suppressions/export");
    expect(problemOf(numbers).code).toBe("missing_scope");
  });
});
