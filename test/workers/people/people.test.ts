import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { operations } from "../../../src/http/operations.ts";
import { endWithSession } from "../../../src/http/middleware/end-with-session.ts";
import { call, problemOf } from "../http/support/api.ts";
import { browser, comeIn, cookiesAfter, openAccount, signInAs, tokenOf } from "../support/people.ts";
import { codeOf } from "../support/totp.ts";

const ofPeople = operations.filter(({ route }) => /^\/(people|auth)\//.test(route.path));
const wantingSession = ofPeople.filter(
  ({ route: { security = [] } }) => security.length === 1 && security.some((requirement) => "session" in requirement),
);

describe("operations of people", () => {
  it.for(wantingSession)("$route.operationId wants a session", async ({ route }, { expect }) => {
    const path = route.path.replaceAll(/\{\w+\}/g, "nonsense");
    const body = { password: "correct horse battery", email: "maria@example.com", role: "viewer" };
    const { id, key } = await openAccount();
    const options = { headers: { "x-heliograph-account": id }, ...(route.method !== "get" && { body }) };
    for (const secret of [undefined, key, env.ADMIN_KEY]) {
      const answer = await browser(undefined)(route.method.toUpperCase(), path, {
        ...options,
        ...(secret !== undefined && { key: secret }),
      });
      expect([answer.status, problemOf(answer).code]).toEqual([401, "unauthenticated"]);
    }
  });

  it("each leave a row of what they change in the audit log", async ({ expect }) => {
    const { cookie: first, password, accountId, email } = await comeIn();
    const ask = (cookie: string, method: string, path: string, body?: unknown) =>
      browser(cookie, accountId)(method, path, body === undefined ? {} : { body });
    const started = await ask(first, "POST", "/auth/two-factor/enable", { password });
    const { totpUri } = started.body as { totpUri: string };
    const on = await ask(first, "POST", "/auth/two-factor/verify-totp", { code: await codeOf(totpUri) });
    const second = cookiesAfter(on, first) ?? "";
    await ask(second, "POST", "/auth/two-factor/backup-codes", { password });
    const off = await ask(second, "POST", "/auth/two-factor/disable", { password });
    const third = cookiesAfter(off, second) ?? "";
    const passwords = { currentPassword: password, newPassword: "battery staple horse" };
    const changed = await ask(third, "POST", "/auth/change-password", passwords);
    const cookie = cookiesAfter(changed, third) ?? "";
    await ask(cookie, "PATCH", "/people/v1/me", { name: "María José" });
    const other = await signInAs("agent", accountId);
    await ask(cookie, "PATCH", `/people/v1/members/${other.id}`, { role: "viewer" });
    await ask(cookie, "DELETE", `/people/v1/members/${other.id}`);
    const made = await ask(cookie, "POST", "/people/v1/invitations", { email: "x@example.com", role: "viewer" });
    await ask(cookie, "DELETE", `/people/v1/invitations/${(made.body as { id: string }).id}`);
    const [ana, eve] = [await signInAs("operator"), await signInAs("operator")];
    await ana.call("DELETE", `/people/v1/operators/${eve.id}`);
    await eve.call("DELETE", `/people/v1/sessions/${eve.sessionId}`);
    const { results } = await env.DB.prepare("SELECT DISTINCT action FROM audit_log").all<{ action: string }>();
    const recorded = new Set(results.map(({ action }) => action));
    for (const { route, audit } of ofPeople) {
      if (audit !== undefined) expect(recorded, route.operationId).toContain(audit);
    }
    const mine = await env.DB.prepare(
      "SELECT DISTINCT actor FROM audit_log WHERE action = 'member.removed' AND account_id = ?",
    )
      .bind(accountId)
      .all();
    expect(mine.results).toEqual([{ actor: email }]);
  });
});

describe("the people of an account", () => {
  it("are shown to its owner, changed, and refused once they are out", async ({ expect }) => {
    const { id } = await openAccount();
    const [owner, agent] = [await signInAs("owner", id), await signInAs("agent", id)];
    const listed = await owner.call("GET", "/people/v1/members");
    expect(listed.body).toMatchObject({
      data: [
        { id: agent.id, role: "agent" },
        { id: owner.id, role: "owner" },
      ],
    });
    expect((await agent.call("GET", "/v1/messages")).status).toBe(200);
    await owner.call("PATCH", `/people/v1/members/${agent.id}`, { body: { role: "viewer" } });
    expect(problemOf(await agent.call("GET", "/v1/suppressions")).code).toBe("missing_scope");
    expect((await owner.call("DELETE", `/people/v1/members/${agent.id}`)).status).toBe(204);
    expect(problemOf(await agent.call("GET", "/v1/messages")).code).toBe("not_a_member");
  });

  it("always have an owner, whoever goes", async ({ expect }) => {
    const { id } = await openAccount();
    const [owner, operator] = [await signInAs("owner", id), await signInAs("operator", id)];
    for (const person of [owner, operator]) {
      const demoted = await person.call("PATCH", `/people/v1/members/${owner.id}`, { body: { role: "agent" } });
      expect([demoted.status, problemOf(demoted).code]).toEqual([409, "last_owner"]);
      expect(problemOf(await person.call("DELETE", `/people/v1/members/${owner.id}`)).code).toBe("last_owner");
    }
    const second = await signInAs("owner", id);
    expect((await owner.call("DELETE", `/people/v1/members/${owner.id}`)).status).toBe(204);
    expect(problemOf(await second.call("DELETE", `/people/v1/members/${second.id}`)).code).toBe("last_owner");
  });

  it("are nobody's to see or change from another account", async ({ expect }) => {
    const [one, two] = [await openAccount(), await openAccount()];
    const [owner, member] = [await signInAs("owner", one.id), await signInAs("agent", two.id)];
    await signInAs("owner", two.id);
    expect(JSON.stringify((await owner.call("GET", "/people/v1/members")).body)).not.toContain(member.id);
    expect((await owner.call("DELETE", `/people/v1/members/${member.id}`)).status).toBe(404);
    expect((await owner.call("PATCH", `/people/v1/members/${member.id}`, { body: { role: "viewer" } })).status).toBe(
      404,
    );
    expect((await member.call("GET", "/v1/messages")).status).toBe(200);
  });
});

describe("operators", () => {
  it("never run out", async ({ expect }) => {
    await env.DB.prepare("UPDATE people SET operator = 0").run();
    const [ana, eve] = [await signInAs("operator"), await signInAs("operator")];
    expect((await ana.call("DELETE", `/people/v1/operators/${eve.id}`)).status).toBe(204);
    expect(problemOf(await eve.call("GET", "/admin/v1/accounts")).code).toBe("role_not_permitted");
    const last = await ana.call("DELETE", `/people/v1/operators/${ana.id}`);
    expect([last.status, problemOf(last).code]).toEqual([409, "last_operator"]);
  });

  it("do what the operators' key does, under their own name", async ({ expect }) => {
    const operator = await signInAs("operator");
    const made = await operator.call("POST", "/admin/v1/accounts", {
      body: { name: "By Ana" },
      headers: { "x-heliograph-author": "somebody else" },
    });
    expect(made.status).toBe(201);
    const log = await call("GET", "/admin/v1/audit?action=account.created&limit=1", { key: env.ADMIN_KEY });
    expect(log.body).toMatchObject({ data: [{ actor: operator.email }] });
  });

  it("come in first by a link of the operators' key, and say their own e-mail", async ({ expect }) => {
    const made = await call("POST", "/admin/v1/invitations", {
      key: env.ADMIN_KEY,
      body: { operator: true, email: null },
    });
    const path = `/people/v1/invitations/${tokenOf(made)}`;
    const body = { name: "Ana", password: "correct horse battery" };
    expect(problemOf(await browser(undefined)("POST", path, { body })).errors?.[0]?.path).toBe("email");
    const accepted = await browser(undefined)("POST", path, { body: { ...body, email: "Ana.First@example.com" } });
    const me = await browser(cookiesAfter(accepted))("GET", "/people/v1/me");
    expect(me.body).toMatchObject({ email: "ana.first@example.com", operator: true });
    const listed = await call("GET", "/admin/v1/people?email=ana.first@example.com", { key: env.ADMIN_KEY });
    expect(listed.body).toMatchObject({ data: [{ name: "Ana", operator: true }] });
  });
});

describe("a stream of events", () => {
  it("ends soon after the session that opened it", async ({ expect }) => {
    let inForce = true;
    let canceled = false;
    const endless = new ReadableStream<Uint8Array>({ cancel: () => void (canceled = true) });
    const response = new Response(endless, { headers: { "content-type": "text/event-stream" } });
    const reader = endWithSession(response, () => Promise.resolve(inForce), 5).body?.getReader();
    const read = reader?.read();
    await scheduler.wait(30);
    expect(canceled).toBe(false);
    inForce = false;
    expect((await read)?.done).toBe(true);
    expect(canceled).toBe(true);
  });

  it("lets go of what it is read from where nobody can say whether it is in force", async ({ expect }) => {
    let canceled = false;
    const endless = new ReadableStream<Uint8Array>({ cancel: () => void (canceled = true) });
    const response = new Response(endless, { headers: { "content-type": "text/event-stream" } });
    const reader = endWithSession(response, () => Promise.reject(new Error("D1 is gone")), 5).body?.getReader();
    await expect(reader?.read()).rejects.toThrow("D1 is gone");
    expect(canceled).toBe(true);
  });
});
