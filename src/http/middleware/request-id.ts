import { createMiddleware } from "hono/factory";
import { createIdFactory, isId } from "../../ids.ts";
import type { AppEnv } from "../app-env.ts";

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

/** Gives the request an id, its own where it brought a good one, and says it on the answer. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.raw.headers.get("x-request-id");
  const id = given !== null && isId("request", given) ? given : ids.next("request");
  c.set("requestId", id);
  await next();
  c.res.headers.set("x-request-id", id);
});
