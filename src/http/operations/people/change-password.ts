import { createRoute, z } from "@hono/zod-openapi";
import { changePassword } from "../../../people/second-factor.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { readSession } from "../../sessions.ts";
import { noContent } from "./answer-cookies.ts";
import { bySession, newPasswordSchema, passwordSchema } from "./people-schemas.ts";

const inputSchema = z
  .strictObject({ currentPassword: passwordSchema, newPassword: newPasswordSchema })
  .openapi("ChangePassword");

export const changePasswordOperation: Operation = {
  audit: "password.changed",
  route: createRoute({
    method: "post",
    path: "/auth/change-password",
    operationId: "changePassword",
    tags: ["People"],
    summary: "Change your password",
    description: "Signs you out everywhere else.",
    security: bySession,
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      204: { description: "Changed." },
      ...problemResponses(
        ...bodyErrors,
        "unauthenticated",
        "invalid_credentials",
        "sign_in_locked",
        "cross_site_request",
      ),
    },
  }),

  async handle(c) {
    const session = await readSession(c);
    if (!session.ok) return problem(c, session.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const changed = await changePassword(c.env, c.req.raw, session.value, body.value.value);
    return changed.ok ? noContent(changed.value.cookies) : problem(c, changed.error);
  },
};
