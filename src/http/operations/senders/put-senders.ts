import { createRoute, z } from "@hono/zod-openapi";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problemResponses } from "../../problem.ts";
import { versionResponse } from "../../version-tag.ts";
import { exampleAccountId, poolsSchema, sendersInputSchema } from "../accounts/account-schemas.ts";
import { answerUpdate } from "../accounts/answer-update.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { presentRegister, senderRegisterSchema } from "./sender-schemas.ts";

const inputSchema = z
  .strictObject({ senders: sendersInputSchema, senderPools: poolsSchema.default([]) })
  .openapi("NewSenders", {
    example: {
      senders: ["Elibom", { address: "+573001234567", countries: ["CO"] }, "+525512345678"],
      senderPools: [{ name: "alerts", senders: ["+573001234567", "+525512345678"] }],
    },
  });

export const putSenders: Operation = {
  audit: "account.updated",
  route: createRoute({
    method: "put",
    path: "/admin/v1/accounts/{id}/senders",
    operationId: "putAccountSenders",
    tags: ["Accounts"],
    summary: "Say which senders an account may use",
    description: "All senders and pools there are to be; null for any sender.",
    security: [{ operatorKey: [] }],
    request: {
      params: z.object({ id: z.string().openapi({ example: exampleAccountId }) }),
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: versionResponse("Registered.", senderRegisterSchema),
      ...problemResponses(...bodyErrors, "invalid_sender", "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  handle: (c) => answerUpdate(c, inputSchema, presentRegister),
};
