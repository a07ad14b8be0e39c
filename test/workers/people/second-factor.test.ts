import { env } from "cloudflare:workers";
import { z } from "@hono/zod-openapi";
import { describe, it } from "vitest";
import { type Answer, problemOf } from "../http/support/api.ts";
import { browser, comeIn, cookiesAfter } from "../support/people.ts";
import { codeOf } from "../support/totp.ts";

const startedSchema = z.object({ totpUri: z.string(), backupCodes: z.array(z.string()) });

/** Somebody whose second factor is on, and who has signed in with their password alone. */
async function askedForCode() {
  const person = await comeIn();
  const { email, password } = person;
  const started = await browser(person.cookie)("POST", "/auth/two-factor/enable", { body: { password } });
  const { totpUri, backupCodes } = startedSchema.parse(started.body);
  const on = await verify(person.cookie, "totp", await codeOf(totpUri));
  const cookie = cookiesAfter(on, person.cookie) ?? "";
  const step = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password } });
  return { ...person, cookie, totpUri, backupCodes, step, pending: cookiesAfter(step) ?? "" };
}

function verify(cookie: string, kind: "totp" | "backup-code", code: string, trustDevice = false): Promise<Answer> {
  return browser(cookie)("POST", `/auth/two-factor/verify-${kind}`, { body: { code, trustDevice } });
}

/** Six digits that are not the code of now. */
async function wrongCode(totpUri: string): Promise<string> {
  const right = new Set(await Promise.all([-2, -1, 0, 1, 2].map((steps) => codeOf(totpUri, steps))));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !right.has(code)) ?? "";
}

describe("a second factor", () => {
  it("is asked for from the first right code on, and the password alone opens nothing", async ({ expect }) => {
    const { cookie, step, pending, totpUri } = await askedForCode();
    expect([step.status, step.body]).toEqual([200, { twoFactorRequired: true }]);
    expect((await browser(pending)("GET", "/people/v1/me")).status).toBe(401);
    expect((await browser(cookie)("GET", "/people/v1/me")).body).toMatchObject({ twoFactor: true });
    const wrong = await verify(pending, "totp", await wrongCode(totpUri));
    expect([wrong.status, problemOf(wrong).code]).toEqual([401, "invalid_credentials"]);
    const right = await verify(pending, "totp", await codeOf(totpUri));
    expect(right.status).toBe(204);
    expect((await browser(cookiesAfter(right, pending))("GET", "/people/v1/me")).status).toBe(200);
  });

  it("takes a code of the app once", async ({ expect }) => {
    const { email, password, pending, totpUri } = await askedForCode();
    const code = await codeOf(totpUri);
    expect((await verify(pending, "totp", code)).status).toBe(204);
    const again = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password } });
    const stillPending = cookiesAfter(again) ?? "";
    const seen = await verify(stillPending, "totp", code);
    expect([seen.status, problemOf(seen).code]).toEqual([401, "invalid_credentials"]);
    expect(seen.headers.getSetCookie()).toEqual([]);
    const { results } = await env.DB.prepare(
      "SELECT s.id FROM people_sessions s JOIN people p ON p.id = s.person_id WHERE p.email = ?",
    )
      .bind(email)
      .all();
    // That in which it was set up, and the one that the code was for.
    expect(results).toHaveLength(2);
    const next = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password } });
    expect((await verify(cookiesAfter(next) ?? "", "totp", await codeOf(totpUri, 1))).status).toBe(204);
  });

  it("is not on before a code was right", async ({ expect }) => {
    const { email, password, cookie } = await comeIn();
    await browser(cookie)("POST", "/auth/two-factor/enable", { body: { password } });
    const step = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password } });
    expect(step.body).toEqual({ twoFactorRequired: false });
  });

  it("takes each backup code once", async ({ expect }) => {
    const { email, password, backupCodes, pending } = await askedForCode();
    const [first = "", second = ""] = backupCodes;
    expect(backupCodes).toHaveLength(10);
    expect((await verify(pending, "backup-code", first)).status).toBe(204);
    const again = await browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password } });
    const stillPending = cookiesAfter(again) ?? "";
    expect((await verify(stillPending, "backup-code", first)).status).toBe(401);
    expect((await verify(stillPending, "backup-code", second)).status).toBe(204);
  });

  it("lets nobody go on guessing after five wrong codes", async ({ expect }) => {
    const { pending, totpUri } = await askedForCode();
    const wrong = await wrongCode(totpUri);
    for (let tries = 0; tries < 5; tries++) expect((await verify(pending, "totp", wrong)).status).toBe(401);
    expect((await verify(pending, "totp", await codeOf(totpUri))).status).toBe(401);
  });

  it("is not asked for by a browser that is trusted", async ({ expect }) => {
    const { email, password, pending, totpUri } = await askedForCode();
    const trusted = await verify(pending, "totp", await codeOf(totpUri), true);
    const cookie = cookiesAfter(trusted, pending);
    const again = await browser(cookie)("POST", "/auth/sign-in/email", { body: { email, password } });
    expect(again.body).toEqual({ twoFactorRequired: false });
  });

  it("is taken off, and its codes renewed, with the password only", async ({ expect }) => {
    const { cookie, password, backupCodes } = await askedForCode();
    const ask = (path: string, secret: string) =>
      browser(cookie)("POST", `/auth/two-factor/${path}`, { body: { password: secret } });
    expect(problemOf(await ask("disable", "wrong")).code).toBe("invalid_credentials");
    expect(problemOf(await ask("enable", password)).code).toBe("second_factor_state");
    const renewed = await ask("backup-codes", password);
    expect(renewed.status).toBe(200);
    expect(JSON.stringify(renewed.body)).not.toContain(backupCodes[0]);
    const off = await ask("disable", password);
    expect(off.status).toBe(204);
    expect((await browser(cookiesAfter(off, cookie))("GET", "/people/v1/me")).body).toMatchObject({ twoFactor: false });
  });

  it("is encrypted in the database", async ({ expect }) => {
    const { totpUri, backupCodes } = await askedForCode();
    const { results } = await env.DB.prepare("SELECT secret, backup_codes FROM people_second_factors").all();
    const stored = JSON.stringify(results);
    expect(stored).not.toContain(new URL(totpUri).searchParams.get("secret"));
    for (const code of backupCodes) expect(stored).not.toContain(code);
  });
});
