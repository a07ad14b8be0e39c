import { createRoute, z } from "@hono/zod-openapi";
import type { MinuteNumbers } from "../../../live/protocol.ts";
import { type TrafficOverview, getOverview, getSystemOverview } from "../../../traffic/get-overview.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { currencySchema } from "../money/money-schemas.ts";
import { minuteSchema, trafficNumbersSchema } from "./traffic-schemas.ts";

const micros = z.number().int();

const trafficFields = {
  at: timeSchema,
  today: trafficNumbersSchema.openapi({ description: "Since midnight, UTC." }),
  last24Hours: trafficNumbersSchema.openapi({ description: "The current hour and the 23 before it." }),
  lastHour: z.array(minuteSchema).openapi({ description: "The last 60 minutes, those in which anything was counted." }),
};

const overviewSchema = z
  .object({
    ...trafficFields,
    spend: z
      .object({
        currency: currencySchema,
        todayMicros: micros.openapi({
          description: "What messages took off the balance, less what came back; millionths.",
          example: 412_000,
        }),
        last24HoursMicros: micros.openapi({ example: 980_000 }),
      })
      .nullable()
      .openapi({ description: "Null where the account is not charged." }),
    balance: z
      .object({
        currency: currencySchema,
        balanceMicros: micros.openapi({ description: "In millionths.", example: 12_345_000_000 }),
        availableMicros: micros.openapi({
          description: "With the credit limit, less what is held.",
          example: 12_340_000_000,
        }),
      })
      .nullable()
      .openapi({ description: "Null where the account is not charged." }),
    scheduled: z.object({ waiting: z.number().int().openapi({ example: 3 }), nextAt: timeSchema.nullable() }),
    webhooks: z.object({
      endpoints: z.number().int().openapi({ example: 1 }),
      troubled: z
        .array(
          z.object({
            id: z.string().openapi({ description: "Of the endpoint." }),
            url: z.string().openapi({ example: "https://example.com/hook" }),
            reason: z.enum(["gone", "failing"]).openapi({ example: "failing" }),
            since: timeSchema,
          }),
        )
        .openapi({
          description: "Endpoints that were disabled: `gone` answered 410, `failing` failed for days.",
        }),
    }),
  })
  .openapi("Overview");

const systemOverviewSchema = z
  .object({ ...trafficFields, deadLetters: z.object({ count: z.number().int().openapi({ example: 0 }) }) })
  .openapi("SystemOverview");

export const getOverviewOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/overview",
    operationId: "getOverview",
    tags: ["Money"],
    summary: "Get the numbers of the first screen at once",
    description: "Needs scope `usage:read`. What it costs does not depend on how many messages there are.",
    security: keyWith("usage:read"),
    responses: {
      200: { description: "The numbers.", content: { "application/json": { schema: overviewSchema } } },
      ...problemResponses("unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const nowMs = Date.now();
    const overview = await getOverview(c.env, c.get("key"), nowMs);
    if (!overview.ok) return problem(c, overview.error);
    const { money, scheduled, webhooks } = overview.value.account;
    const [todayMicros = 0, last24HoursMicros = 0] = money?.spentMicros ?? [];
    return json(200, {
      ...presentTraffic(overview.value, nowMs),
      spend: money === null ? null : { currency: money.currency, todayMicros, last24HoursMicros },
      balance:
        money === null
          ? null
          : { currency: money.currency, balanceMicros: money.balanceMicros, availableMicros: money.availableMicros },
      scheduled: {
        waiting: scheduled.waiting,
        nextAt: scheduled.nextAtMs === null ? null : isoTime(scheduled.nextAtMs),
      },
      webhooks: {
        endpoints: webhooks.endpoints,
        troubled: webhooks.troubled.map(({ sinceMs, ...endpoint }) => ({ ...endpoint, since: isoTime(sinceMs) })),
      },
    } satisfies z.infer<typeof overviewSchema>);
  },
};

export const getSystemOverviewOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/overview",
    operationId: "getSystemOverview",
    tags: ["System"],
    summary: "Get the numbers of the operators' first screen at once",
    description: "Of all accounts together.",
    security: [{ operatorKey: [] }],
    responses: {
      200: { description: "The numbers.", content: { "application/json": { schema: systemOverviewSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const nowMs = Date.now();
    const overview = await getSystemOverview(c.env, nowMs);
    return json(200, {
      ...presentTraffic(overview, nowMs),
      deadLetters: { count: overview.deadLetters },
    } satisfies z.infer<typeof systemOverviewSchema>);
  },
};

function presentTraffic({ today, last24Hours, lastHour }: TrafficOverview, nowMs: number) {
  return { at: isoTime(nowMs), today, last24Hours, lastHour: lastHour.map(presentMinute) };
}

function presentMinute({ atMs, ...minute }: MinuteNumbers) {
  return { at: isoTime(atMs), ...minute };
}
