import { createRoute, z } from "@hono/zod-openapi";
import type { ErrorCode, Result } from "../../../errors.ts";
import { fail, failField } from "../../../errors.ts";
import { inviteMember } from "../../../people/invite-member.ts";
import { inviteOperator } from "../../../people/invite-operator.ts";
import type { MadeInvitation } from "../../../people/invite.ts";
import { resetPerson } from "../../../people/reset-person.ts";
import type { AppContext } from "../../app-env.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readPeopleManager, readSession } from "../../sessions.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { withCookies } from "./answer-cookies.ts";
import { madeInvitationSchema, presentMade } from "./invitation-schemas.ts";
import { accountHeaders, bySession, emailSchema, roleSchema } from "./people-schemas.ts";

const made = { description: "Made.", content: { "application/json": { schema: madeInvitationSchema } } };
const about = "A link that lets somebody in once, within 7 days. There is no mail: hand it on.";

const inputSchema = z
  .strictObject({ email: emailSchema, role: roleSchema.optional(), operator: z.literal(true).optional() })
  .openapi("NewInvitation", { example: { email: "juan@example.com", role: "agent" } });

export const createInvitationOperation: Operation = {
  audit: "invitation.created",
  route: createRoute({
    method: "post",
    path: "/people/v1/invitations",
    operationId: "createInvitation",
    tags: ["People"],
    summary: "Ask somebody in",
    description: `${about} With \`role\` into the account, for its owners and operators; with \`operator\` as staff, for operators.`,
    security: bySession,
    request: {
      headers: accountHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      201: made,
      ...problemResponses(
        ...bodyErrors,
        "unauthenticated",
        "not_a_member",
        "role_not_permitted",
        "cross_site_request",
        "not_found",
        "already_member",
      ),
    },
  }),

  async handle(c) {
    const session = await readSession(c);
    if (!session.ok) return problem(c, session.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { email, role, operator } = body.value.value;
    const { person } = session.value;
    if (operator === true) {
      if (!person.operator) return problem(c, fail("role_not_permitted").error);
      return answer(c, await inviteOperator(c.env, person.email, email));
    }
    const presence = await readPeopleManager(c);
    if (!presence.ok) return problem(c, presence.error);
    const { accountId } = presence.value;
    if (role === undefined) return answer(c, failField("role", "invalid_request", "This field is required."));
    return answer(c, await inviteMember(c.env, person.email, { email, accountId, role }));
  },
};

const adminErrors = ["unauthenticated", "role_not_permitted", "cross_site_request"] as const satisfies ErrorCode[];

const adminInputSchema = z
  .union([
    z.strictObject({
      operator: z.literal(true),
      email: emailSchema.nullable().openapi({ description: "Null lets whoever has the link say it." }),
    }),
    z.strictObject({
      email: emailSchema,
      accountId: z.string().openapi({ example: exampleAccountId }),
      role: roleSchema,
    }),
  ])
  .openapi("NewInvitationByKey", { example: { operator: true, email: "ana@example.com" } });

export const createInvitationByKey: Operation = {
  audit: "invitation.created",
  route: createRoute({
    method: "post",
    path: "/admin/v1/invitations",
    operationId: "createInvitationByKey",
    tags: ["People"],
    summary: "Ask somebody in, with the operators' key",
    description: `${about} So comes the first operator.`,
    security: [{ operatorKey: [] }],
    request: {
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: adminInputSchema } } },
    },
    responses: {
      201: made,
      ...problemResponses(...bodyErrors, ...adminErrors, "not_found", "already_member"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, adminInputSchema);
    if (!body.ok) return problem(c, body.error);
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const input = body.value.value;
    if ("operator" in input) return answer(c, await inviteOperator(c.env, author.value, input.email));
    return answer(c, await inviteMember(c.env, author.value, input));
  },
};

const resetSchema = z.strictObject({ email: emailSchema }).openapi("ResetPerson");

export const resetPersonOperation: Operation = {
  audit: "invitation.created",
  route: createRoute({
    method: "post",
    path: "/admin/v1/people/reset",
    operationId: "resetPerson",
    tags: ["People"],
    summary: "Let somebody in again who lost their password or their second factor",
    description:
      "A link by which they choose a new password; their second factor is off and all their browsers are signed out once it is used. Be sure who asks.",
    security: [{ operatorKey: [] }],
    request: {
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: resetSchema } } },
    },
    responses: { 201: made, ...problemResponses(...bodyErrors, ...adminErrors, "not_found") },
  }),

  async handle(c) {
    const body = await readJson(c, resetSchema);
    if (!body.ok) return problem(c, body.error);
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    return answer(c, await resetPerson(c.env, author.value, body.value.value.email));
  },
};

function answer(c: AppContext, invitation: Result<MadeInvitation>): Response {
  if (!invitation.ok) return problem(c, invitation.error);
  return withCookies(json(201, presentMade(c, invitation.value)), []);
}
