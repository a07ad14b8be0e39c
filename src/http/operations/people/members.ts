import { createRoute, z } from "@hono/zod-openapi";
import type { ErrorCode } from "../../../errors.ts";
import { type Member, changeRole, listMembers, removeMember } from "../../../people/members.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { isoTime, json } from "../../respond.ts";
import { readPeopleManager } from "../../sessions.ts";
import { noContent } from "./answer-cookies.ts";
import { accountHeaders, bySession, examplePersonId, memberSchema, roleSchema } from "./people-schemas.ts";

const listSchema = z.object({ data: z.array(memberSchema) });
const params = z.object({ id: z.string().openapi({ example: examplePersonId }) });
const errors = [
  "unauthenticated",
  "not_a_member",
  "role_not_permitted",
  "cross_site_request",
] as const satisfies ErrorCode[];
const who = "For the account's owners, and operators.";

export const listMembersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/members",
    operationId: "listMembers",
    tags: ["People"],
    summary: "List the people of an account, by e-mail",
    description: who,
    security: bySession,
    request: { headers: accountHeaders },
    responses: {
      200: { description: "All of them.", content: { "application/json": { schema: listSchema } } },
      ...problemResponses(...errors),
    },
  }),

  async handle(c) {
    const presence = await readPeopleManager(c);
    if (!presence.ok) return problem(c, presence.error);
    const members = await listMembers(c.env, presence.value.accountId);
    return json(200, { data: members.map(present) } satisfies z.infer<typeof listSchema>);
  },
};

const inputSchema = z.strictObject({ role: roleSchema }).openapi("ChangeMember");

export const changeMemberOperation: Operation = {
  audit: "member.updated",
  route: createRoute({
    method: "patch",
    path: "/people/v1/members/{id}",
    operationId: "changeMember",
    tags: ["People"],
    summary: "Give somebody another role",
    description: `${who} It counts within 10 seconds.`,
    security: bySession,
    request: {
      params,
      headers: accountHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: { description: "The member.", content: { "application/json": { schema: memberSchema } } },
      ...problemResponses(...bodyErrors, ...errors, "not_found", "last_owner"),
    },
  }),

  async handle(c) {
    const presence = await readPeopleManager(c);
    if (!presence.ok) return problem(c, presence.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { accountId, signedIn } = presence.value;
    const change = { actor: signedIn.person.email, accountId, personId: pathParameter(c, "id") };
    const member = await changeRole(c.env, change, body.value.value.role);
    return member.ok ? json(200, present(member.value)) : problem(c, member.error);
  },
};

export const removeMemberOperation: Operation = {
  audit: "member.removed",
  route: createRoute({
    method: "delete",
    path: "/people/v1/members/{id}",
    operationId: "removeMember",
    tags: ["People"],
    summary: "Take somebody out of an account",
    description: `${who} They are refused within 10 seconds.`,
    security: bySession,
    request: { params, headers: accountHeaders },
    responses: {
      204: { description: "They are out." },
      ...problemResponses(...errors, "not_found", "last_owner"),
    },
  }),

  async handle(c) {
    const presence = await readPeopleManager(c);
    if (!presence.ok) return problem(c, presence.error);
    const { accountId, signedIn } = presence.value;
    const change = { actor: signedIn.person.email, accountId, personId: pathParameter(c, "id") };
    const removed = await removeMember(c.env, change);
    return removed.ok ? noContent() : problem(c, removed.error);
  },
};

function present({ sinceMs, ...member }: Member): z.infer<typeof memberSchema> {
  return { ...member, since: isoTime(sinceMs) };
}
