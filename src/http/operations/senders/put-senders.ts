import { createRoute, z } from "@hono/zod-openapi";
import { updateAccount } from "../../../accounts/update-account.ts";
import { fail } from "../../../errors.ts";
import { isId } from "../../../ids.ts";
import { readOperator } from "../../actors.ts";
import { authorHeaders } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { exampleAccountId, poolsSchema, sendersInputSchema } from "../accounts/account-schemas.ts";
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
      headers: authorHeaders.extend(versionHeaders.shape),
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: {
        description: "Registered.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: senderRegisterSchema } },
      },
      ...problemResponses(...bodyErrors, "invalid_sender", "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const id = pathParameter(c, "id");
    if (!isId("account", id)) return problem(c, fail("not_found").error);
    const account = await updateAccount(c.env, operator.value, id, body.value.value, expected.value);
    if (!account.ok) return problem(c, account.error);
    return json(200, presentRegister(account.value), versionTag(account.value.version));
  },
};
