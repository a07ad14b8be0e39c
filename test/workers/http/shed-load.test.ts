import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppEnv } from "../../../src/http/app-env.ts";
import { shedLoad } from "../../../src/http/middleware/shed-load.ts";

/** An app whose requests are of the account that a header names, and end when the gate opens. */
function appOf(limit: number) {
  const gate = Promise.withResolvers<void>();
  const clock = { nowMs: 1_000_000 };
  /** What keeps requests going after their clients have hung up. */
  const kept: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void kept.push(work),
    passThroughOnException() {},
    props: {},
  };
  const app = new Hono<AppEnv>();
  app.use((c, next) => {
    c.set("key", { accountId: c.req.header("account") ?? "", hash: "", sourceAddress: null });
    return next();
  });
  app.use(
    shedLoad({
      now: () => clock.nowMs,
      wait: (delayMs) => {
        clock.nowMs += delayMs;
        return Promise.resolve();
      },
      random: () => 0.5,
    }),
  );
  app.get("/held", async (c) => {
    await gate.promise;
    return c.text("done");
  });
  app.get("/free", (c) => c.text("done"));
  app.get("/failing", () => {
    throw new Error("unexpected");
  });
  app.onError((_error, c) => c.text("failed", 500));
  const request = (path: string, account = "one") =>
    Promise.resolve(app.request(path, { headers: { account } }, { REQUESTS_UNDER_WAY: String(limit) }, context));
  const hold = (count: number, account?: string) => Array.from({ length: count }, () => request("/held", account));
  return {
    gate,
    clock,
    kept,
    hold,
    status: async (path: string, account?: string) => (await request(path, account)).status,
  };
}

test("a request that finds no place within a quarter of a second is told when to come back, and the others are answered", async () => {
  const { gate, hold, status } = appOf(2);
  const held = hold(2);
  const [refused] = await Promise.all(hold(1));
  expect(refused?.status).toBe(503);
  expect(refused?.headers.get("retry-after")).toBe("2");
  expect(await refused?.json()).toMatchObject({ code: "unavailable", status: 503 });
  gate.resolve();
  expect((await Promise.all(held)).map((answer) => answer.status)).toEqual([200, 200]);
  expect(await status("/held")).toBe(200);
});

test("a request that fails makes room like any other", async () => {
  const { gate, status } = appOf(1);
  gate.resolve();
  expect(await status("/failing")).toBe(500);
  expect(await status("/held")).toBe(200);
});

test("a request goes on to its end when its client hangs up", async () => {
  const { gate, kept, hold } = appOf(2);
  const held = hold(1);
  const ended = Promise.all(kept).then(() => "ended");
  expect(kept).toHaveLength(1);
  expect(await Promise.race([ended, scheduler.wait(20)])).toBeUndefined();
  gate.resolve();
  expect(await ended).toBe("ended");
  await Promise.all(held);
});

test("requests that never end hold no place after 30 seconds", async () => {
  const { clock, hold, status } = appOf(2);
  void hold(1);
  clock.nowMs += 20_000;
  void hold(1);
  clock.nowMs += 9_700;
  expect(await status("/free")).toBe(503);
  clock.nowMs += 100;
  expect(await status("/free")).toBe(200);
  void hold(1);
  expect(await status("/free")).toBe(503);
});

test("an account that has every place shuts out no other, and others have no more than their share", async () => {
  const { hold, status } = appOf(8);
  void hold(8);
  expect(await status("/free")).toBe(503);
  expect(await status("/free", "two")).toBe(200);
  void hold(1, "two");
  expect(await status("/free", "two")).toBe(200);
  void hold(1, "two");
  expect(await status("/free", "two")).toBe(503);
  expect(await status("/free", "three")).toBe(503);
});

test("a request that comes while every place is taken is answered when one is given back", async () => {
  const { gate, hold, status } = appOf(1);
  void hold(1);
  const waiting = status("/free");
  gate.resolve();
  expect(await waiting).toBe(200);
});

test("no more wait than may be under way; the others are told at once", async () => {
  const { clock, hold } = appOf(2);
  void hold(2);
  const answers = await Promise.all(
    hold(5).map(async (answer) => ({ status: (await answer).status, atMs: clock.nowMs })),
  );
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(answers.filter(({ atMs }) => atMs < 1_000_250)).toHaveLength(3);
});
