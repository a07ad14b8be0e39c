import { createRoute } from "@hono/zod-openapi";
import { configureMoney } from "../../../money/configure-money.ts";
import { getMoney } from "../../../money/get-money.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import {
  accountParameters,
  moneyInputSchema,
  moneySchema,
  moneySettingsSchema,
  presentBalance,
} from "./money-schemas.ts";

export const getMoneyOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/accounts/{id}/money",
    operationId: "getMoney",
    tags: ["Prices"],
    summary: "Get how an account pays, and its balance",
    description: "Its price list, its credit, and its balance.",
    security: [{ operatorKey: [] }],
    request: { params: accountParameters },
    responses: {
      200: { description: "How it pays.", content: { "application/json": { schema: moneySchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const money = await getMoney(c.env, pathParameter(c, "id"));
    if (!money.ok) return problem(c, money.error);
    const { balance, ...rest } = money.value;
    return json(200, { ...rest, balance: balance === null ? null : presentBalance(balance) });
  },
};

export const putMoney: Operation = {
  audit: "money.configured",
  route: createRoute({
    method: "put",
    path: "/admin/v1/accounts/{id}/money",
    operationId: "putMoney",
    tags: ["Prices"],
    summary: "Say how an account pays",
    description:
      "Messages that were accepted before keep their price. An account whose ledger has lines keeps its currency.",
    security: [{ operatorKey: [] }],
    request: {
      params: accountParameters,
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: moneyInputSchema } } },
    },
    responses: {
      200: {
        description: "How it pays from now on.",
        content: { "application/json": { schema: moneySettingsSchema } },
      },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "currency_conflict"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const body = await readJson(c, moneyInputSchema);
    if (!body.ok) return problem(c, body.error);
    const settings = await configureMoney(c.env, pathParameter(c, "id"), body.value.value, author.value);
    return settings.ok ? json(200, settings.value) : problem(c, settings.error);
  },
};
