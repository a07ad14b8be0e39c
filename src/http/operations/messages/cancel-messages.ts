import { createRoute, z } from "@hono/zod-openapi";
import { cancelMessages } from "../../../messages/cancel-messages.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { exampleId } from "./message-schemas.ts";

const inputSchema = z
  .strictObject({
    ids: z
      .array(z.string().max(40))
      .min(1)
      .max(1_000)
      .openapi({ description: "Of the messages; what is named twice counts once.", example: [exampleId] }),
  })
  .openapi("Cancellation", { example: { ids: [exampleId] } });

const resultSchema = z
  .object({
    results: z.array(
      z.union([
        z.object({ id: z.string().openapi({ example: exampleId }), status: z.literal("canceled") }),
        z.object({
          id: z.string().openapi({ example: exampleId }),
          error: z.object({
            code: z.string().openapi({ example: "not_cancelable" }),
            message: z.string().openapi({ example: "The message has left already." }),
          }),
        }),
      ]),
    ),
    canceled: z.number().int().openapi({ example: 1 }),
  })
  .openapi("CancellationResult");

export const cancelMessagesOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages/cancel",
    operationId: "cancelMessages",
    tags: ["Messages"],
    summary: "Cancel up to 1,000 messages that wait for their time",
    description:
      "Needs scope `messages:write`. Those that can be are canceled together; each has a result in the order of `ids`.",
    security: keyWith("messages:write"),
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      200: { description: "What became of each.", content: { "application/json": { schema: resultSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const ids = [...new Set(body.value.value.ids)];
    const canceled = await cancelMessages(c.env, c.get("key"), ids);
    if (!canceled.ok) return problem(c, canceled.error);
    const results = canceled.value.map((message, index): z.infer<typeof resultSchema>["results"][number] => {
      const id = ids[index] ?? "";
      if (message.ok) return { id, status: "canceled" };
      return { id, error: { code: message.error.code, message: message.error.message } };
    });
    return json(200, { results, canceled: canceled.value.filter(({ ok }) => ok).length });
  },
};
