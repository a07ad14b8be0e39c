import { createRoute, z } from "@hono/zod-openapi";
import { fail } from "../../../errors.ts";
import { acceptInvitation } from "../../../people/accept-invitation.ts";
import { showInvitation } from "../../../people/find-invitation.ts";
import { findSession } from "../../../people/find-session.ts";
import { isCrossSite } from "../../cross-site.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { isoTime, json } from "../../respond.ts";
import { withCookies } from "./answer-cookies.ts";
import { openInvitationSchema, tokenParameter } from "./invitation-schemas.ts";
import { emailSchema, localeSchema, passwordSchema, personNameSchema, stepSchema } from "./people-schemas.ts";

export const showInvitationOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/invitations/{invitation}",
    operationId: "showInvitation",
    tags: ["People"],
    summary: "See what a link is for",
    description: "Nobody has to be signed in.",
    security: [],
    request: { params: tokenParameter },
    responses: {
      200: { description: "It is open.", content: { "application/json": { schema: openInvitationSchema } } },
      ...problemResponses("not_found", "invitation_closed"),
    },
  }),

  async handle(c) {
    const shown = await showInvitation(c.env, pathParameter(c, "invitation"));
    if (!shown.ok) return problem(c, shown.error);
    const { kind, email, accountId, accountName, role, expiresAtMs } = shown.value;
    const account = accountId === null ? null : { id: accountId, name: accountName ?? accountId };
    const body = { kind, email, account, role, expiresAt: isoTime(expiresAtMs) };
    return withCookies(json(200, body satisfies z.infer<typeof openInvitationSchema>), []);
  },
};

const inputSchema = z
  .strictObject({
    email: emailSchema.optional(),
    name: personNameSchema.optional(),
    password: passwordSchema.optional(),
    locale: localeSchema.optional(),
  })
  .openapi("AcceptInvitation", { example: { name: "María", password: "correct horse battery", locale: "es" } });

export const acceptInvitationOperation: Operation = {
  audit: "invitation.accepted",
  route: createRoute({
    method: "post",
    path: "/people/v1/invitations/{invitation}",
    operationId: "acceptInvitation",
    tags: ["People"],
    summary: "Come in by a link, and sign in",
    description:
      "Somebody new says a name and a password of at least 12 characters, and the e-mail where the invitation has none; somebody who has been here the password they have, or nothing where they are signed in. Of a `reset` the password is the new one.",
    security: [],
    request: {
      params: tokenParameter,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: { description: "They are in.", content: { "application/json": { schema: stepSchema } } },
      ...problemResponses(
        ...bodyErrors,
        "not_found",
        "invitation_closed",
        "invalid_credentials",
        "sign_in_locked",
        "cross_site_request",
      ),
    },
  }),

  async handle(c) {
    if (isCrossSite(c.req.raw)) return problem(c, fail("cross_site_request").error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const signedIn = await findSession(c.env, c.req.raw);
    const link = { token: pathParameter(c, "invitation"), signedIn };
    const step = await acceptInvitation(c.env, c.req.raw, link, body.value.value);
    if (!step.ok) return problem(c, step.error);
    const { twoFactorRequired, cookies } = step.value;
    return withCookies(json(200, { twoFactorRequired } satisfies z.infer<typeof stepSchema>), cookies);
  },
};
