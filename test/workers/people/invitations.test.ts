import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { type Answer, call, problemOf } from "../http/support/api.ts";
import { adjustableClock } from "../support/clock.ts";
import { browser, comeIn, cookiesAfter, openAccount, signInAs, tokenOf } from "../support/people.ts";
import { codeOf } from "../support/totp.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const password = "correct horse battery";
let people = 0;

function anEmail(): string {
  people += 1;
  return `invited-${people}@example.com`;
}

function byKey(body: unknown): Promise<Answer> {
  return call("POST", "/admin/v1/invitations", { key: env.ADMIN_KEY, body });
}

function accept(token: string, body: unknown, cookie?: string): Promise<Answer> {
  return browser(cookie)("POST", `/people/v1/invitations/${token}`, { body });
}

describe("an invitation", () => {
  it("shows whom it is for, lets them in once, and no second time", async ({ expect }) => {
    const { id: accountId } = await openAccount("Elibom Perú");
    const owner = await signInAs("owner", accountId);
    const email = anEmail();
    const made = await owner.call("POST", "/people/v1/invitations", { body: { email, role: "agent" } });
    expect(made.body).toMatchObject({ kind: "member", email, role: "agent", accountId, invitedBy: owner.email });
    const token = tokenOf(made);
    const shown = await browser(undefined)("GET", `/people/v1/invitations/${token}`);
    expect(shown.body).toMatchObject({ email, account: { id: accountId, name: "Elibom Perú" }, role: "agent" });
    const accepted = await accept(token, { name: "Juan", password, locale: "es" });
    expect([accepted.status, accepted.body]).toEqual([200, { twoFactorRequired: false }]);
    const me = await browser(cookiesAfter(accepted))("GET", "/people/v1/me");
    const accounts = [{ id: accountId, name: "Elibom Perú", role: "agent" }];
    expect(me.body).toMatchObject({ email, name: "Juan", locale: "es", accounts });
    for (const again of [
      await accept(token, { name: "Eve", password }),
      await browser(undefined)("GET", `/people/v1/invitations/${token}`),
    ]) {
      expect([again.status, problemOf(again).code]).toEqual([410, "invitation_closed"]);
    }
  });

  it("lets in one of those who use it at the same moment", async ({ expect }) => {
    const token = tokenOf(await byKey({ operator: true, email: null }));
    const answers = await Promise.all(
      ["a", "b", "c"].map((name) => accept(token, { email: `${name}-at-once@example.com`, name, password })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410]);
  });

  it("is stored without its token, is refused after seven days, and where it was revoked", async ({ expect }) => {
    const { id: accountId } = await openAccount();
    const owner = await signInAs("owner", accountId);
    const made = await owner.call("POST", "/people/v1/invitations", { body: { email: anEmail(), role: "viewer" } });
    const { id } = made.body as { id: string };
    const { results } = await env.DB.prepare("SELECT * FROM invitations").all();
    expect(JSON.stringify(results)).not.toContain(tokenOf(made));
    const listed = await owner.call("GET", "/people/v1/invitations");
    expect(JSON.stringify(listed.body)).toContain(id);
    expect(JSON.stringify(listed.body)).not.toContain(tokenOf(made));
    expect((await owner.call("DELETE", `/people/v1/invitations/${id}`)).status).toBe(204);
    expect(problemOf(await accept(tokenOf(made), { name: "Eve", password })).code).toBe("invitation_closed");
    const other = await owner.call("POST", "/people/v1/invitations", { body: { email: anEmail(), role: "viewer" } });
    adjustableClock().aheadMs = 7 * 86_400_000 + 1;
    expect(problemOf(await accept(tokenOf(other), { name: "Eve", password })).code).toBe("invitation_closed");
  });

  it("wants a password of twelve characters, and does not close over a short one", async ({ expect }) => {
    const { id: accountId } = await openAccount();
    const token = tokenOf(await byKey({ email: anEmail(), accountId, role: "owner" }));
    const short = await accept(token, { name: "María", password: "short" });
    expect([short.status, problemOf(short).errors?.[0]?.path]).toEqual([400, "password"]);
    expect((await accept(token, { name: "María", password })).status).toBe(200);
  });

  it("wants the password they have of whoever was here before, or their session", async ({ expect }) => {
    const known = await comeIn();
    const { id: second } = await openAccount("Second");
    const token = tokenOf(await byKey({ email: known.email, accountId: second, role: "viewer" }));
    const stranger = await accept(token, { name: "Eve", password: "a password of my own" });
    expect([stranger.status, problemOf(stranger).code]).toEqual([401, "invalid_credentials"]);
    expect((await accept(token, { password: known.password })).status).toBe(200);
    const { id: third } = await openAccount("Third");
    const other = tokenOf(await byKey({ email: known.email, accountId: third, role: "agent" }));
    expect((await accept(other, {}, known.cookie)).status).toBe(200);
    const me = await browser(known.cookie)("GET", "/people/v1/me");
    const { accounts } = me.body as { accounts: { name: string; role: string }[] };
    expect(accounts.map(({ name, role }) => `${name} ${role}`)).toEqual([
      "Elibom owner",
      "Second viewer",
      "Third agent",
    ]);
  });

  it("is for owners and operators to make, for their own account", async ({ expect }) => {
    const { id: accountId } = await openAccount();
    for (const role of ["developer", "agent", "viewer"] as const) {
      const person = await signInAs(role, accountId);
      const refused = await person.call("POST", "/people/v1/invitations", {
        body: { email: anEmail(), role: "owner" },
      });
      expect([role, problemOf(refused).code]).toEqual([role, "role_not_permitted"]);
      expect(problemOf(await person.call("GET", "/people/v1/members")).code).toBe("role_not_permitted");
    }
    const owner = await signInAs("owner", accountId);
    const staff = await owner.call("POST", "/people/v1/invitations", { body: { email: anEmail(), operator: true } });
    expect(problemOf(staff).code).toBe("role_not_permitted");
    const again = await owner.call("POST", "/people/v1/invitations", { body: { email: owner.email, role: "viewer" } });
    expect(problemOf(again).code).toBe("already_member");
    const operator = await signInAs("operator", accountId);
    const byOperator = await operator.call("POST", "/people/v1/invitations", {
      body: { email: anEmail(), role: "owner" },
    });
    expect(byOperator.status).toBe(201);
  });
});

describe("the links of somebody who may invite no longer", () => {
  it("let nobody in, not even themselves", async ({ expect }) => {
    const { id: accountId } = await openAccount();
    const [owner, other, third] = [
      await signInAs("owner", accountId),
      await signInAs("owner", accountId),
      await signInAs("owner", accountId),
    ];
    const [operator, boss] = [await signInAs("operator"), await signInAs("operator")];
    const inviting = { email: anEmail(), role: "owner" };
    const links = [
      tokenOf(await other.call("POST", "/people/v1/invitations", { body: inviting })),
      tokenOf(await third.call("POST", "/people/v1/invitations", { body: inviting })),
      tokenOf(await operator.call("POST", "/people/v1/invitations", { body: { email: anEmail(), operator: true } })),
    ];
    const kept = tokenOf(await owner.call("POST", "/people/v1/invitations", { body: inviting }));
    await owner.call("DELETE", `/people/v1/members/${other.id}`);
    await owner.call("PATCH", `/people/v1/members/${third.id}`, { body: { role: "developer" } });
    await boss.call("DELETE", `/people/v1/operators/${operator.id}`);
    for (const token of links) {
      expect(problemOf(await accept(token, { name: "Eve", password })).code).toBe("invitation_closed");
    }
    expect((await accept(kept, { name: "Juan", password })).status).toBe(200);
  });
});

describe("the links of somebody who was removed", () => {
  it("do not let them in again", async ({ expect }) => {
    const { id: accountId } = await openAccount();
    const owner = await signInAs("owner", accountId);
    const [boss, mate] = [await signInAs("operator"), await signInAs("operator")];
    const known = await comeIn();
    const inviting = { email: known.email, role: "owner" };
    const [first, second] = [
      tokenOf(await owner.call("POST", "/people/v1/invitations", { body: inviting })),
      tokenOf(await owner.call("POST", "/people/v1/invitations", { body: inviting })),
    ];
    expect((await accept(first, {}, known.cookie)).status).toBe(200);
    const me = await browser(known.cookie)("GET", "/people/v1/me");
    const { id } = me.body as { id: string };
    expect((await owner.call("DELETE", `/people/v1/members/${id}`)).status).toBe(204);
    expect(problemOf(await accept(second, {}, known.cookie)).code).toBe("invitation_closed");
    const staff = { email: mate.email, operator: true };
    await env.DB.prepare("UPDATE people SET operator = 0 WHERE id = ?").bind(mate.id).run();
    const spare = tokenOf(await boss.call("POST", "/people/v1/invitations", { body: staff }));
    await env.DB.prepare("UPDATE people SET operator = 1 WHERE id = ?").bind(mate.id).run();
    expect((await boss.call("DELETE", `/people/v1/operators/${mate.id}`)).status).toBe(204);
    expect(problemOf(await accept(spare, {}, mate.cookie)).code).toBe("invitation_closed");
  });
});

describe("a reset", () => {
  it("gives a new password, takes the second factor off, and ends every session, once it is used", async ({
    expect,
  }) => {
    const { email, password: old, cookie } = await comeIn();
    const started = await browser(cookie)("POST", "/auth/two-factor/enable", { body: { password: old } });
    const { totpUri } = started.body as { totpUri: string };
    await browser(cookie)("POST", "/auth/two-factor/verify-totp", { body: { code: await codeOf(totpUri) } });
    const made = await call("POST", "/admin/v1/people/reset", { key: env.ADMIN_KEY, body: { email } });
    expect(made.body).toMatchObject({ kind: "reset", email });
    const still = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password: old } });
    expect(still.body).toEqual({ twoFactorRequired: true });
    const done = await accept(tokenOf(made), { password: "battery staple horse" });
    expect([done.status, done.body]).toEqual([200, { twoFactorRequired: false }]);
    expect((await browser(cookie)("GET", "/people/v1/me")).status).toBe(401);
    expect((await browser(cookiesAfter(done))("GET", "/people/v1/me")).body).toMatchObject({ twoFactor: false });
    const before = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password: old } });
    expect(before.status).toBe(401);
  });

  it("is not for an e-mail that nobody has", async ({ expect }) => {
    const made = await call("POST", "/admin/v1/people/reset", {
      key: env.ADMIN_KEY,
      body: { email: "no@example.com" },
    });
    expect(made.status).toBe(404);
  });
});
