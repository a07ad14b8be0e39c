import { createRoute } from "@hono/zod-openapi";
import { addSuppression } from "../../../suppressions/add-suppression.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { presentSuppression, suppressionInputSchema, suppressionSchema } from "./suppression-schemas.ts";

const content = { "application/json": { schema: suppressionSchema } };

export const addSuppressionOperation: Operation = {
  audit: "suppression.added",
  route: createRoute({
    method: "post",
    path: "/v1/suppressions",
    operationId: "addSuppression",
    tags: ["Suppressions"],
    summary: "Send a recipient nothing more",
    description:
      "Needs scope `suppressions:manage`. Messages to it are refused with `recipient_suppressed`, and fail with it where they wait for their time. Asked again it changes nothing.",
    security: keyWith("suppressions:manage"),
    request: { body: { required: true, content: { "application/json": { schema: suppressionInputSchema } } } },
    responses: {
      200: { description: "It was there already, and is as it was.", content },
      201: { description: "Added.", content },
      ...problemResponses(...bodyErrors, "invalid_recipient", "invalid_sender", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, suppressionInputSchema);
    if (!body.ok) return problem(c, body.error);
    const added = await addSuppression(c.env, c.get("key"), body.value.value);
    if (!added.ok) return problem(c, added.error);
    return json(added.value.isNew ? 201 : 200, presentSuppression(added.value.suppression));
  },
};
