import { createRoute, z } from "@hono/zod-openapi";
import { type ErrorCode, type Result, ok } from "../../../errors.ts";
import { listInvitations, revokeInvitation } from "../../../people/open-invitations.ts";
import type { AppContext } from "../../app-env.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { readPeopleManager, readSignedInOperator } from "../../sessions.ts";
import { noContent } from "./answer-cookies.ts";
import { invitationParameter, invitationSchema, presentInvitation } from "./invitation-schemas.ts";
import { accountHeaders, bySession } from "./people-schemas.ts";

const listSchema = z.object({ data: z.array(invitationSchema) });
const errors = [
  "unauthenticated",
  "not_a_member",
  "role_not_permitted",
  "cross_site_request",
] as const satisfies ErrorCode[];
const who =
  "Of an account for its owners and operators; where no account is named, those of operators and resets, for operators.";

export const listInvitationsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/invitations",
    operationId: "listInvitations",
    tags: ["People"],
    summary: "List the invitations that are open, newest first",
    description: who,
    security: bySession,
    request: { headers: accountHeaders },
    responses: {
      200: { description: "All of them.", content: { "application/json": { schema: listSchema } } },
      ...problemResponses(...errors),
    },
  }),

  async handle(c) {
    const manager = await readManager(c);
    if (!manager.ok) return problem(c, manager.error);
    const invitations = await listInvitations(c.env, manager.value.accountId);
    return json(200, { data: invitations.map(presentInvitation) } satisfies z.infer<typeof listSchema>);
  },
};

export const revokeInvitationOperation: Operation = {
  audit: "invitation.revoked",
  route: createRoute({
    method: "delete",
    path: "/people/v1/invitations/{invitation}",
    operationId: "revokeInvitation",
    tags: ["People"],
    summary: "Void a link",
    description: who,
    security: bySession,
    request: { params: invitationParameter, headers: accountHeaders },
    responses: { 204: { description: "The link lets nobody in." }, ...problemResponses(...errors, "not_found") },
  }),

  async handle(c) {
    const manager = await readManager(c);
    if (!manager.ok) return problem(c, manager.error);
    const { email, accountId } = manager.value;
    const revoked = await revokeInvitation(c.env, email, { id: pathParameter(c, "invitation"), accountId });
    return revoked.ok ? noContent() : problem(c, revoked.error);
  },
};

/** Who asks, and of which account; null of none. */
async function readManager(c: AppContext): Promise<Result<{ email: string; accountId: string | null }>> {
  const namesAccount = c.req.raw.headers.has("x-heliograph-account") || c.req.query("account") !== undefined;
  if (!namesAccount) {
    const operator = await readSignedInOperator(c);
    return operator.ok ? ok({ email: operator.value.person.email, accountId: null }) : operator;
  }
  const presence = await readPeopleManager(c);
  if (!presence.ok) return presence;
  const { signedIn, accountId } = presence.value;
  return ok({ email: signedIn.person.email, accountId });
}
