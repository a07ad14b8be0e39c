import { describe, it } from "vitest";
import { problemOf } from "../http/support/api.ts";
import { browser, comeIn, cookieName, cookiesAfter } from "../support/people.ts";

const signIn = "/auth/sign-in/email";

describe("signing in", () => {
  it("sets a cookie that scripts, other sites and plain http do not get, and says no token", async ({ expect }) => {
    const { email, password } = await comeIn();
    const answer = await browser(undefined)("POST", signIn, { body: { email: email.toUpperCase(), password } });
    expect([answer.status, answer.body]).toEqual([200, { twoFactorRequired: false }]);
    const [cookie = "", ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie.startsWith(`${cookieName}=`)).toBe(true);
    const attributes = cookie
      .split("; ")
      .slice(1)
      .map((attribute) => attribute.toLowerCase());
    expect(attributes.sort()).toEqual(["httponly", "max-age=604800", "path=/", "samesite=strict", "secure"]);
    const me = await browser(cookiesAfter(answer))("GET", "/people/v1/me");
    expect(me.body).toMatchObject({ email, name: "María", locale: "en", twoFactor: false, operator: false });
  });

  it("forgets with the browser where that is asked for", async ({ expect }) => {
    const { email, password } = await comeIn();
    const answer = await browser(undefined)("POST", signIn, { body: { email, password, rememberMe: false } });
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(cookieName)) ?? "";
    expect(session.toLowerCase()).not.toMatch(/max-age|expires/);
  });

  it("tells a wrong password from an e-mail that nobody has in nothing", async ({ expect }) => {
    const { email } = await comeIn();
    const wrong = await browser(undefined)("POST", signIn, { body: { email, password: "wrong" } });
    const nobody = await browser(undefined)("POST", signIn, {
      body: { email: "nobody@example.com", password: "wrong" },
    });
    expect([wrong.status, problemOf(wrong).code]).toEqual([401, "invalid_credentials"]);
    const { requestId: _, ...told } = problemOf(wrong);
    const { requestId: __, ...toldNobody } = problemOf(nobody);
    expect(toldNobody).toEqual(told);
    expect(nobody.headers.getSetCookie()).toEqual([]);
  });

  it("has no other way in: better-auth's own paths are not there", async ({ expect }) => {
    const paths = [
      "/auth/sign-up/email",
      "/auth/get-session",
      "/auth/update-user",
      "/auth/request-password-reset",
      "/auth/ok",
    ];
    for (const path of paths) {
      const body = { email: "a@example.com", password: "correct horse battery", name: "A" };
      expect((await browser(undefined)("POST", path, { body })).status, path).toBe(404);
      expect((await browser(undefined)("GET", path)).status, path).toBe(404);
    }
  });
});

describe("a browser that is signed in", () => {
  it("is listed with what it said of itself, and where it was", async ({ expect }) => {
    const { email, password } = await comeIn();
    const answer = await browser(undefined)("POST", signIn, {
      body: { email, password },
      headers: { "user-agent": "Firefox", "cf-connecting-ip": "192.0.2.7" },
    });
    const listed = await browser(cookiesAfter(answer))("GET", "/people/v1/sessions");
    const [newest] = (listed.body as { data: unknown[] }).data;
    expect(newest).toMatchObject({ current: true, userAgent: "Firefox", address: "192.0.2.7" });
  });
});

describe("signing out", () => {
  it("ends the session and takes the cookie away", async ({ expect }) => {
    const { cookie } = await comeIn();
    const out = await browser(cookie)("POST", "/auth/sign-out");
    expect([out.status, cookiesAfter(out, cookie)]).toEqual([204, undefined]);
    expect((await browser(cookie)("GET", "/people/v1/me")).status).toBe(401);
  });

  it("is no error for whoever is not signed in", async ({ expect }) => {
    expect((await browser(undefined)("POST", "/auth/sign-out")).status).toBe(204);
  });
});

describe("changing a password", () => {
  it("wants the old one, signs out everywhere else, and counts from then on", async ({ expect }) => {
    const { email, password, cookie } = await comeIn();
    const elsewhere = await browser(undefined)("POST", signIn, { body: { email, password } });
    const change = (currentPassword: string) =>
      browser(cookie)("POST", "/auth/change-password", {
        body: { currentPassword, newPassword: "battery staple horse" },
      });
    expect(problemOf(await change("wrong")).code).toBe("invalid_credentials");
    const changed = await change(password);
    expect(changed.status).toBe(204);
    expect((await browser(cookiesAfter(changed, cookie))("GET", "/people/v1/me")).status).toBe(200);
    expect((await browser(cookiesAfter(elsewhere))("GET", "/people/v1/me")).status).toBe(401);
    const again = (secret: string) => browser(undefined)("POST", signIn, { body: { email, password: secret } });
    expect((await again(password)).status).toBe(401);
    expect((await again("battery staple horse")).status).toBe(200);
  });
});
