import { createRoute } from "@hono/zod-openapi";
import { getBalance } from "../../../money/get-money.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { balanceSchema, presentBalance } from "./money-schemas.ts";

export const getBalanceOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/balance",
    operationId: "getBalance",
    tags: ["Money"],
    summary: "Get the balance",
    description:
      "Needs scope `usage:read`. Messages are charged when they are accepted, and given back as their price list says.",
    security: keyWith("usage:read"),
    responses: {
      200: { description: "The balance.", content: { "application/json": { schema: balanceSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_charged"),
    },
  }),

  async handle(c) {
    const balance = await getBalance(c.env, c.get("key"));
    return balance.ok ? json(200, presentBalance(balance.value)) : problem(c, balance.error);
  },
};
