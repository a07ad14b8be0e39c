import { createRoute, z } from "@hono/zod-openapi";
import { fail } from "../../../errors.ts";
import { signIn } from "../../../people/sign-in.ts";
import { isCrossSite } from "../../cross-site.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { withCookies } from "./answer-cookies.ts";
import { emailSchema, passwordSchema, stepSchema } from "./people-schemas.ts";

const inputSchema = z
  .strictObject({
    email: emailSchema,
    password: passwordSchema,
    rememberMe: z
      .boolean()
      .default(true)
      .openapi({ description: "False: for a day at most, and until the browser closes. Otherwise 7 days." }),
  })
  .openapi("SignIn");

export const signInOperation: Operation = {
  audit: "person.signed_in",
  route: createRoute({
    method: "post",
    path: "/auth/sign-in/email",
    operationId: "signIn",
    tags: ["People"],
    summary: "Sign in",
    description: "Sets a cookie that scripts cannot read. Wrong is told alike, whether or not anybody has the e-mail.",
    security: [],
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      200: {
        description: "The password is right.",
        content: { "application/json": { schema: stepSchema } },
      },
      ...problemResponses(...bodyErrors, "invalid_credentials", "sign_in_locked", "cross_site_request"),
    },
  }),

  async handle(c) {
    if (isCrossSite(c.req.raw)) return problem(c, fail("cross_site_request").error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const step = await signIn(c.env, c.req.raw, body.value.value);
    if (!step.ok) return problem(c, step.error);
    const { twoFactorRequired, cookies } = step.value;
    return withCookies(json(200, { twoFactorRequired } satisfies z.infer<typeof stepSchema>), cookies);
  },
};
