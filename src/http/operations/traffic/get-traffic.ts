import { createRoute, z } from "@hono/zod-openapi";
import type { Result } from "../../../errors.ts";
import {
  type Traffic,
  type TrafficQuery,
  type TrafficStep,
  getTraffic,
  getTrafficOf,
  trafficSteps,
} from "../../../traffic/get-traffic.ts";
import { summarizeLatency } from "../../../traffic/latency.ts";
import type { AppContext } from "../../app-env.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { isoTime, json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { messageStatuses } from "../../../sms/status.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { latencySchema } from "./traffic-schemas.ts";

const groups = ["status", "country", "carrier"] as const;
const steps = Object.keys(trafficSteps) as [TrafficStep, ...TrafficStep[]];
const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

const querySchema = z.strictObject({
  from: instantSchema.optional().openapi({
    description: "Taken down to a full step; the longest that the step may have where it is left out.",
    example: "2026-11-21T09:00:00Z",
  }),
  to: instantSchema
    .optional()
    .openapi({ description: "Taken up to a full step; now where it is left out.", example: "2026-11-21T10:00:00Z" }),
  step: z
    .enum(steps)
    .default("1h")
    .openapi({ description: "`1m` goes back 6 hours at once, `5m` 24 hours, `1h` and `1d` 31 days." }),
  groupBy: z
    .string()
    .max(100)
    .default("status")
    .transform((text) => (text === "" ? [] : text.split(",")))
    .pipe(z.array(z.enum(groups)).refine((chosen) => new Set(chosen).size === chosen.length, "This names one twice."))
    .openapi({
      type: "string",
      description: `What to tell apart, with commas between: ${groups.join(", ")}.`,
      example: "status",
    }),
});
const operatorQuerySchema = querySchema.extend({
  account: z.string().max(64).optional().openapi({ description: "Of this account alone.", example: exampleAccountId }),
});

const trafficSchema = z
  .object({
    from: timeSchema,
    to: timeSchema,
    step: z.enum(steps),
    data: z.array(
      z.object({
        at: timeSchema,
        status: z.enum([...messageStatuses, "received"]).optional(),
        country: z
          .string()
          .nullable()
          .optional()
          .openapi({ description: "ISO 3166-1 alpha-2; null where it is none.", example: "CO" }),
        carrier: z.string().nullable().optional().openapi({ example: "default" }),
        messages: z.number().int().openapi({ example: 120 }),
        segments: z.number().int().openapi({ example: 131 }),
        latency: latencySchema.nullable(),
      }),
    ),
  })
  .openapi("Traffic");

const about =
  "Messages by when they came to a status, step by step, the oldest first; steps without any are left out. `received` are texts from handsets. Statuses of one message are counted each.";
const answer = { 200: { description: "The points.", content: { "application/json": { schema: trafficSchema } } } };

export const getTrafficOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/traffic",
    operationId: "getTraffic",
    tags: ["Money"],
    summary: "Tell what became of messages, minute by minute or day by day",
    description: `Needs scope \`usage:read\`. ${about}`,
    security: keyWith("usage:read"),
    request: { query: querySchema },
    responses: { ...answer, ...problemResponses("invalid_request", "unauthenticated", "missing_scope") },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    return answerTraffic(
      c,
      query.value.step,
      await getTraffic(c.env, c.get("key"), toTrafficQuery(query.value), Date.now()),
    );
  },
};

export const getAllTrafficOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/traffic",
    operationId: "getAllTraffic",
    tags: ["System"],
    summary: "Tell what became of all messages, minute by minute or day by day",
    description: about,
    security: [{ operatorKey: [] }],
    request: { query: operatorQuerySchema },
    responses: { ...answer, ...problemResponses("invalid_request", "unauthenticated") },
  }),

  async handle(c) {
    const query = readQuery(c, operatorQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { account = null, ...asked } = query.value;
    return answerTraffic(c, asked.step, await getTrafficOf(c.env, account, toTrafficQuery(asked), Date.now()));
  },
};

function toTrafficQuery({ from, to, step, groupBy }: z.infer<typeof querySchema>): TrafficQuery {
  return {
    step,
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
    labels: groupBy,
  };
}

function answerTraffic(c: AppContext, step: TrafficStep, traffic: Result<Traffic>): Response {
  if (!traffic.ok) return problem(c, traffic.error);
  const { fromMs, toMs, points } = traffic.value;
  return json(200, {
    from: isoTime(fromMs),
    to: isoTime(toMs),
    step,
    data: points.map(({ minute, latency, country, carrier, ...point }) => ({
      at: isoTime(minute * 60_000),
      ...point,
      ...(country !== undefined && { country: country === "" ? null : country }),
      ...(carrier !== undefined && { carrier: carrier === "" ? null : carrier }),
      latency: summarizeLatency(latency),
    })),
  } satisfies z.infer<typeof trafficSchema>);
}
