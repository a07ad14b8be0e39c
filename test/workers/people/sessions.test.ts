import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { adjustableClock } from "../support/clock.ts";
import { browser, cookieName, openAccount, origin, signInAs } from "../support/people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** As another isolate would: without what this one has read. */
function tenSecondsLater(): void {
  adjustableClock().aheadMs = 10_000;
}

describe("a session", () => {
  it("is refused once it is over, made up, or signed by somebody else", async ({ expect }) => {
    const { cookie } = await signInAs("operator");
    for (const wrong of [
      `${cookieName}=nonsense`,
      cookie.replace("=", "=x"),
      `${cookieName}=${"a".repeat(36)}.${"A".repeat(43)}%3D`,
    ]) {
      expect((await browser(wrong)("GET", "/people/v1/me")).status, wrong).toBe(401);
    }
    expect((await browser(cookie)("GET", "/people/v1/me")).status).toBe(200);
    adjustableClock().aheadMs = 3_600_001;
    expect((await browser(cookie)("GET", "/people/v1/me")).status).toBe(401);
  });

  it("is not taken over https from a cookie that anybody on the way could have set", async ({ expect }) => {
    const { cookie } = await signInAs("operator");
    expect((await browser(cookie.replace("__Secure-", ""))("GET", "/people/v1/me")).status).toBe(401);
  });

  it("is listed, and revoked, by its own person only", async ({ expect }) => {
    const [mine, others] = [await signInAs("operator"), await signInAs("operator")];
    const listed = await mine.call("GET", "/people/v1/sessions");
    expect(listed.body).toMatchObject({ data: [{ id: mine.sessionId, current: true }] });
    expect((await others.call("DELETE", `/people/v1/sessions/${mine.sessionId}`)).status).toBe(404);
    expect((await mine.call("DELETE", `/people/v1/sessions/${mine.sessionId}`)).status).toBe(204);
    expect((await mine.call("GET", "/people/v1/me")).status).toBe(401);
  });

  it("is over everywhere within ten seconds of being taken away", async ({ expect }) => {
    const person = await signInAs("operator");
    expect((await person.call("GET", "/people/v1/me")).status).toBe(200);
    await env.DB.prepare("DELETE FROM people_sessions WHERE id = ?").bind(person.sessionId).run();
    tenSecondsLater();
    expect((await person.call("GET", "/people/v1/me")).status).toBe(401);
  });

  it("changes nothing from the moment it is taken away, whichever isolate has it in memory", async ({ expect }) => {
    const { id } = await openAccount();
    const owner = await signInAs("owner", id);
    expect((await owner.call("GET", "/people/v1/members")).status).toBe(200);
    // What another isolate does, this one is not told of.
    await env.DB.prepare("DELETE FROM members WHERE person_id = ?").bind(owner.id).run();
    const back = await owner.call("POST", "/people/v1/invitations", {
      body: { email: "me@example.com", role: "owner" },
    });
    expect([back.status, problemOf(back).code]).toEqual([403, "not_a_member"]);
    await env.DB.prepare("DELETE FROM people_sessions WHERE id = ?").bind(owner.sessionId).run();
    expect((await owner.call("PATCH", "/people/v1/me", { body: { name: "Eve" } })).status).toBe(401);
  });

  it("is not asked of the database for each request of a page", async ({ expect }) => {
    const { id } = await openAccount();
    const person = await signInAs("owner", id);
    await person.call("GET", "/v1/webhooks");
    const prepare = vi.spyOn(env.DB, "prepare");
    for (let requests = 0; requests < 5; requests++) await person.call("GET", "/v1/webhooks");
    const reads = (): number =>
      prepare.mock.calls.filter(([statement]) => statement.includes("people_sessions")).length;
    expect(reads()).toBe(0);
    adjustableClock().aheadMs = 10_000;
    await person.call("GET", "/v1/webhooks");
    expect(reads()).toBe(1);
  });
});

describe("a page of another site", () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://edge.test" },
    { origin, "sec-fetch-site": "cross-site" },
    { origin, "sec-fetch-site": "same-site" },
  ];

  it("changes nothing with the cookies of whoever looks at it", async ({ expect }) => {
    const { id } = await openAccount();
    const owner = await signInAs("owner", id);
    const requests: [string, string, unknown][] = [
      ["PATCH", "/people/v1/me", { name: "Eve" }],
      ["POST", "/people/v1/invitations", { email: "eve@example.com", role: "owner" }],
      ["POST", "/v1/webhooks", { url: "https://example.com/hook" }],
      ["POST", "/auth/sign-out", {}],
      ["POST", "/auth/sign-in/email", { email: "eve@example.com", password: "correct horse battery" }],
    ];
    for (const headers of foreign) {
      for (const [method, path, body] of requests) {
        const answer = await owner.call(method, path, { body, headers });
        expect([path, answer.status, problemOf(answer).code]).toEqual([path, 403, "cross_site_request"]);
      }
    }
    const operator = await signInAs("operator");
    const admin = await operator.call("POST", "/admin/v1/accounts", {
      body: { name: "Eve" },
      headers: { origin: "https://evil.test" },
    });
    expect(problemOf(admin).code).toBe("cross_site_request");
  });

  it("is what a browser is taken for that says nothing", async ({ expect }) => {
    const { cookie } = await signInAs("operator");
    const silent = await call("PATCH", "/people/v1/me", { body: { name: "Eve" }, headers: { cookie } });
    expect(problemOf(silent).code).toBe("cross_site_request");
    const ours = await call("PATCH", "/people/v1/me", {
      body: { name: "Ana" },
      headers: { cookie, "sec-fetch-site": "same-origin" },
    });
    expect(ours.status).toBe(200);
  });
});
