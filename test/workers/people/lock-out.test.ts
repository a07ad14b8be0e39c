import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { everyMinute } from "../../../src/cron/every-minute.ts";
import { beginTry } from "../../../src/people/attempts.ts";
import { type Answer, problemOf } from "../http/support/api.ts";
import { adjustableClock } from "../support/clock.ts";
import { browser, comeIn } from "../support/people.ts";

let clock: { aheadMs: number };
beforeEach(() => {
  clock = adjustableClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

let addresses = 0;

/** Each from another address, so that only the e-mail counts. */
function signIn(email: string, password: string): Promise<Answer> {
  addresses += 1;
  const headers = { "cf-connecting-ip": `198.51.100.${addresses}` };
  return browser(undefined)("POST", "/auth/sign-in/email", { body: { email, password }, headers });
}

/** Tries that fail, without a password to be checked: whether the last may be made, or else after how many seconds. */
async function tryTimes(times: number, email: string, addressOf: (n: number) => string): Promise<number | undefined> {
  let wait: number | undefined;
  for (let n = 0; n < times; n++) {
    const attempt = await beginTry(env, { email, address: addressOf(n) });
    wait = attempt.ok ? undefined : attempt.error.retryAfterSeconds;
  }
  return wait;
}

describe("guessing a password", () => {
  it("locks the e-mail after five tries, also for the right one, and forgives after a success", async ({ expect }) => {
    const { email, password } = await comeIn();
    for (let tries = 0; tries < 5; tries++) expect((await signIn(email, "wrong")).status).toBe(401);
    const locked = await signIn(email, password);
    expect([locked.status, problemOf(locked).code]).toEqual([429, "sign_in_locked"]);
    expect(locked.headers.get("retry-after")).toBe("30");
    clock.aheadMs += 30_001;
    expect((await signIn(email, password)).status).toBe(200);
    expect((await signIn(email, "wrong")).status).toBe(401);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it("locks it longer with each further try, a quarter of an hour at most", async ({ expect }) => {
    const anywhere = (): string => `203.0.113.${(addresses += 1)}`;
    expect(await tryTimes(5, "longer@example.com", anywhere)).toBeUndefined();
    const waits: (number | undefined)[] = [];
    for (let locks = 0; locks < 7; locks++) {
      const wait = await tryTimes(1, "longer@example.com", anywhere);
      waits.push(wait);
      clock.aheadMs += 1_000 * (wait ?? 0) + 1;
      expect(await tryTimes(1, "longer@example.com", anywhere)).toBeUndefined();
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it("is the same for an e-mail that nobody has", async ({ expect }) => {
    await tryTimes(5, "no@example.com", () => "192.0.2.1");
    const locked = await signIn("no@example.com", "wrong");
    expect([locked.status, problemOf(locked).code]).toEqual([429, "sign_in_locked"]);
  });

  it("locks an address after twenty e-mails, of IPv6 the whole /64, and no other", async ({ expect }) => {
    for (let n = 0; n < 20; n++) {
      expect(await tryTimes(1, `${n}@example.com`, () => `2001:db8:0:7::${n.toString(16)}`)).toBeUndefined();
    }
    expect(await tryTimes(1, "21@example.com", () => "2001:db8::7:ffff:0:0:1")).toBe(60);
    expect(await tryTimes(1, "22@example.com", () => "2001:db8:0:8::1")).toBeUndefined();
  });

  it("counts tries that are made at once", async ({ expect }) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => tryTimes(1, "at-once@example.com", () => `192.0.2.${n + 10}`)),
    );
    expect(answers.filter((wait) => wait === undefined)).toHaveLength(5);
  });

  it("is stopped for whoever is signed in too", async ({ expect }) => {
    const { cookie, email } = await comeIn();
    await tryTimes(5, email, (n) => `192.0.2.${n + 100}`);
    const guess = await browser(cookie)("POST", "/auth/two-factor/enable", { body: { password: "wrong" } });
    expect(problemOf(guess).code).toBe("sign_in_locked");
  });
});

it("tries under e-mails that nobody has are forgotten after a day, though nobody signs in", async ({ expect }) => {
  await tryTimes(3, "nobody@example.com", (n) => `203.0.113.${n}`);
  const nowMs = Date.now();
  const tenMinutesMs = 600_000;
  const kept = async (): Promise<number> => {
    const { results } = await env.DB.prepare("SELECT 1 FROM sign_in_attempts WHERE subject = ?")
      .bind("email:nobody@example.com")
      .all();
    return results.length;
  };
  expect(await kept()).toBe(1);
  await everyMinute(env, (Math.floor((nowMs + 86_400_000) / tenMinutesMs) + 1) * tenMinutesMs);
  expect(await kept()).toBe(0);
});
