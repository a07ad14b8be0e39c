import { createRoute, z } from "@hono/zod-openapi";
import { removeSuppression } from "../../../suppressions/remove-suppression.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { recipientParameters, senderSchema } from "./suppression-schemas.ts";

const querySchema = z.strictObject({ sender: senderSchema.optional() });

export const removeSuppressionOperation: Operation = {
  audit: "suppression.removed",
  route: createRoute({
    method: "delete",
    path: "/v1/suppressions/{recipient}",
    operationId: "removeSuppression",
    tags: ["Suppressions"],
    summary: "Let a recipient get messages again",
    description:
      "Needs scope `suppressions:manage`. Takes back what is about `sender`, or without it what is about all senders. Only who has the recipient's consent may do this.",
    security: keyWith("suppressions:manage"),
    request: { params: recipientParameters, query: querySchema },
    responses: {
      204: { description: "Removed." },
      ...problemResponses("invalid_request", "invalid_sender", "unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const recipient = pathParameter(c, "recipient");
    const removed = await removeSuppression(c.env, c.get("key"), { recipient, sender: query.value.sender });
    return removed.ok ? new Response(null, { status: 204 }) : problem(c, removed.error);
  },
};
