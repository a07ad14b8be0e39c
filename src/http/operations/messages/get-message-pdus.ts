import { createRoute, z } from "@hono/zod-openapi";
import { findMessagePdus } from "../../../pdu-log/find-message-pdus.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { pduSchema, presentPdu } from "../logs/pdu-schemas.ts";
import { exampleId } from "./message-schemas.ts";

const pdusSchema = z
  .object({
    pdus: z.array(pduSchema),
    complete: z.boolean().openapi({
      description:
        "False where the files of its hours have more than one question reads: `/admin/v1/logs` reads them all.",
    }),
  })
  .openapi("MessagePdus");

export const getMessagePdus: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/accounts/{id}/messages/{messageId}/pdus",
    operationId: "getMessagePdus",
    tags: ["Logs"],
    summary: "Get the PDUs of a message",
    description:
      "Its submits, their responses, and the deliveries that name the carrier's id for it, in the order of time: of what connectors " +
      "have shipped of their PDU logs, where these are on. Up to 12 files, or 16 MB, of about the times of its steps are read.",
    security: [{ operatorKey: [] }],
    request: {
      params: z.object({
        id: z.string().openapi({ example: exampleAccountId }),
        messageId: z.string().openapi({ example: exampleId }),
      }),
    },
    responses: {
      200: { description: "The PDUs that were found.", content: { "application/json": { schema: pdusSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const found = await findMessagePdus(c.env, pathParameter(c, "id"), pathParameter(c, "messageId"));
    if (!found.ok) return problem(c, found.error);
    const { lines, isComplete } = found.value;
    return json(200, { pdus: lines.map(presentPdu), complete: isComplete } satisfies z.infer<typeof pdusSchema>);
  },
};
