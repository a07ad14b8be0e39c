import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppEnv } from "../../../src/http/app-env.ts";
import { shedLoad } from "../../../src/http/middleware/shed-load.ts";

function appOf(limit: number) {
  const gate = Promise.withResolvers<void>();
  const app = new Hono<AppEnv>();
  app.use(shedLoad(limit, () => 0.5));
  app.get("/held", async (c) => {
    await gate.promise;
    return c.text("done");
  });
  app.get("/failing", () => {
    throw new Error("unexpected");
  });
  app.onError((_error, c) => c.text("failed", 500));
  return { app, gate };
}

test("one request more than may be under way is told at once when to come back, and the others are answered", async () => {
  const { app, gate } = appOf(2);
  const held = [1, 2].map(() => Promise.resolve(app.request("/held")));
  const refused = await app.request("/held");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("2");
  expect(await refused.json()).toMatchObject({ code: "unavailable", status: 503 });
  gate.resolve();
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await app.request("/held")).status).toBe(200);
});

test("a request that fails makes room like any other", async () => {
  const { app, gate } = appOf(1);
  gate.resolve();
  expect((await app.request("/failing")).status).toBe(500);
  expect((await app.request("/held")).status).toBe(200);
});
