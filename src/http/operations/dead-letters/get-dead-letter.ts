import { createRoute, z } from "@hono/zod-openapi";
import { getDeadLetter } from "../../../dead-letters/get-dead-letter.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { deadLetterSchema } from "./dead-letter-schemas.ts";

export const getDeadLetterOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/dead-letters/{id}",
    operationId: "getDeadLetter",
    tags: ["Dead letters"],
    summary: "Get a dead letter, whole",
    description: "With its body, for sending it again by hand.",
    security: [{ operatorKey: [] }],
    request: { params: z.object({ id: z.string().openapi({ description: "As the list has it." }) }) },
    responses: {
      200: { description: "The dead letter.", content: { "application/json": { schema: deadLetterSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const letter = await getDeadLetter(c.env, pathParameter(c, "id"));
    if (!letter.ok) return problem(c, letter.error);
    const { diedAtMs, ...rest } = letter.value;
    return json(200, { ...rest, diedAt: isoTime(diedAtMs) } satisfies z.infer<typeof deadLetterSchema>);
  },
};
