import { createRoute, z } from "@hono/zod-openapi";
import type { ErrorCode } from "../../../errors.ts";
import { listOperators, removeOperator } from "../../../people/operators.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { readSignedInOperator } from "../../sessions.ts";
import { noContent } from "./answer-cookies.ts";
import { bySession, examplePersonId, operatorSchema } from "./people-schemas.ts";

const listSchema = z.object({ data: z.array(operatorSchema) });
const errors = ["unauthenticated", "role_not_permitted", "cross_site_request"] as const satisfies ErrorCode[];

export const listStaffOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/operators",
    operationId: "listStaff",
    tags: ["People"],
    summary: "List the operators, by e-mail",
    description: "For operators.",
    security: bySession,
    responses: {
      200: { description: "All of them.", content: { "application/json": { schema: listSchema } } },
      ...problemResponses(...errors),
    },
  }),

  async handle(c) {
    const operator = await readSignedInOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const data = (await listOperators(c.env)).map(({ id, email, name, twoFactor, createdAtMs }) => ({
      id,
      email,
      name,
      twoFactor,
      since: isoTime(createdAtMs),
    }));
    return json(200, { data } satisfies z.infer<typeof listSchema>);
  },
};

export const removeStaffOperation: Operation = {
  audit: "operator.removed",
  route: createRoute({
    method: "delete",
    path: "/people/v1/operators/{id}",
    operationId: "removeStaff",
    tags: ["People"],
    summary: "Make an operator one no longer",
    description: "For operators. In accounts they stay what they are. It counts within 10 seconds.",
    security: bySession,
    request: { params: z.object({ id: z.string().openapi({ example: examplePersonId }) }) },
    responses: {
      204: { description: "They operate no more." },
      ...problemResponses(...errors, "not_found", "last_operator"),
    },
  }),

  async handle(c) {
    const operator = await readSignedInOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const removed = await removeOperator(c.env, operator.value.person.email, pathParameter(c, "id"));
    return removed.ok ? noContent() : problem(c, removed.error);
  },
};
