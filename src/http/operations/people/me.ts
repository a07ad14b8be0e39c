import { createRoute, z } from "@hono/zod-openapi";
import { type Me, changeMe, getMe } from "../../../people/me.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readSession } from "../../sessions.ts";
import { bySession, localeSchema, meSchema, personNameSchema } from "./people-schemas.ts";

const content = { "application/json": { schema: meSchema } };

export const getMeOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/me",
    operationId: "getMe",
    tags: ["People"],
    summary: "See who you are, and what you may act in",
    description: "An operator may act in every account, also in those that are not here.",
    security: bySession,
    responses: { 200: { description: "You.", content }, ...problemResponses("unauthenticated") },
  }),

  async handle(c) {
    const session = await readSession(c);
    return session.ok ? json(200, present(await getMe(c.env, session.value))) : problem(c, session.error);
  },
};

const changesSchema = z
  .strictObject({ name: personNameSchema.optional(), locale: localeSchema.optional() })
  .openapi("ChangeMe", { example: { name: "María", locale: "es" } });

export const changeMeOperation: Operation = {
  audit: "person.updated",
  route: createRoute({
    method: "patch",
    path: "/people/v1/me",
    operationId: "changeMe",
    tags: ["People"],
    summary: "Change your name or your language",
    description: "What is left out stays as it is.",
    security: bySession,
    request: { body: { required: true, content: { "application/json": { schema: changesSchema } } } },
    responses: {
      200: { description: "You.", content },
      ...problemResponses(...bodyErrors, "unauthenticated", "cross_site_request"),
    },
  }),

  async handle(c) {
    const session = await readSession(c);
    if (!session.ok) return problem(c, session.error);
    const body = await readJson(c, changesSchema);
    if (!body.ok) return problem(c, body.error);
    return json(200, present(await changeMe(c.env, session.value, body.value.value)));
  },
};

function present({ id, email, name, locale, twoFactor, operator, accounts }: Me): z.infer<typeof meSchema> {
  return { id, email, name, locale, twoFactor, operator, accounts };
}
