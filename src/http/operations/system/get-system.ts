import { createRoute, z } from "@hono/zod-openapi";
import { carrierStates } from "../../../carriers/carrier.ts";
import { bindStates } from "../../../link/frames.ts";
import type { CarrierSnapshot } from "../../../live/protocol.ts";
import { type SystemCarrier, type SystemState, getSystem } from "../../../system/get-system.ts";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const count = z.number().int();
const perSecond = z.number().nullable();

const snapshotSchema = z
  .object({
    at: timeSchema.openapi({
      description: "When it came to be so: a carrier tells what has changed, every five seconds at most.",
    }),
    state: z.enum(carrierStates).openapi({ example: "up" }),
    since: timeSchema.nullable(),
    waitingTexts: count.openapi({ example: 120 }),
    oldestWaitingAt: timeSchema
      .nullable()
      .openapi({ description: "When what has waited longest came to the carrier." }),
    delayedTexts: count,
    movingTexts: count,
    segmentsInFlight: count.openapi({ example: 40 }),
    windowSize: count.openapi({
      description: "Of all binds that are bound: what `segmentsInFlight` fills, twice.",
      example: 50,
    }),
    parkedReceipts: count,
    agreedPerSecond: perSecond.openapi({
      description: "Segments a second that were agreed with the carrier; null for as many as windows let.",
    }),
    allowedPerSecond: perSecond.openapi({
      description: "Segments a second that the pace lets go now: less after throttling.",
    }),
    breaker: z.enum(["closed", "open", "half_open"]).openapi({ example: "closed" }),
    binds: z.array(
      z.object({
        id: z.string().openapi({ example: "b1" }),
        state: z.enum(bindStates),
        since: timeSchema.nullable(),
        reason: z.string().nullable(),
        connector: z.string().nullable(),
        windowSize: count,
      }),
    ),
    links: z.array(
      z.object({
        connector: z.string().openapi({ example: "bogota-1" }),
        since: timeSchema.nullable(),
        binds: z.array(z.string()),
      }),
    ),
  })
  .openapi("CarrierSnapshot");

const systemSchema = z
  .object({
    at: timeSchema,
    queues: z.array(
      z.object({
        name: z.string().openapi({ example: "outbound" }),
        backlog: count.nullable().openapi({
          description: "Messages, of up to 100 texts or events each; null where the platform does not say.",
        }),
        backlogBytes: count.nullable(),
        oldestAt: timeSchema.nullable(),
      }),
    ),
    carriers: z.array(
      z.object({
        id: z.string().openapi({ example: "default" }),
        name: z.string(),
        now: snapshotSchema.nullable().openapi({ description: "Null for a carrier that has told nothing yet." }),
      }),
    ),
    connectors: z.array(
      z.object({
        id: z.string().openapi({ example: "bogota-1" }),
        version: z.string().nullable(),
        draining: z.boolean(),
        firstSeenAt: timeSchema,
        lastSeenAt: timeSchema.openapi({ description: "To the minute." }),
        carriers: z.array(z.string()).openapi({ description: "Those it is linked to." }),
      }),
    ),
    database: z.object({ sizeBytes: count, limitBytes: count }),
    deadLetters: z.object({ count }),
    cron: z.array(
      z.object({
        task: z.string().openapi({ example: "fold_traffic" }),
        at: timeSchema.openapi({ description: "When it last ran." }),
        ok: z.boolean(),
        durationMs: count,
        error: z.string().nullable(),
      }),
    ),
    watched: count.openapi({ description: "Accounts that somebody watches live, and the system where somebody does." }),
  })
  .openapi("System");

/** Of a D1 database. */
const databaseLimitBytes = 10 * 1024 ** 3;

export const getSystemOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/system",
    operationId: "getSystem",
    tags: ["System"],
    summary: "See how everything does now",
    description:
      "Queues, carriers with their binds, connectors, the database, what failed. No object is asked: carriers say so when something changes.",
    security: [{ operatorKey: [] }],
    responses: {
      200: { description: "Now.", content: { "application/json": { schema: systemSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const nowMs = Date.now();
    return json(200, presentSystem(await getSystem(c.env, nowMs), nowMs));
  },
};

function presentSystem(system: SystemState, nowMs: number): z.infer<typeof systemSchema> {
  return {
    at: isoTime(nowMs),
    queues: system.queues.map(({ oldestAtMs, ...queue }) => ({ ...queue, oldestAt: timeOrNull(oldestAtMs) })),
    carriers: system.carriers.map(presentCarrier),
    connectors: system.connectors.map(({ firstSeenAtMs, lastSeenAtMs, carrierIds, ...connector }) => ({
      ...connector,
      firstSeenAt: isoTime(firstSeenAtMs),
      lastSeenAt: isoTime(lastSeenAtMs),
      carriers: carrierIds,
    })),
    database: { sizeBytes: system.databaseBytes, limitBytes: databaseLimitBytes },
    deadLetters: { count: system.deadLetters },
    cron: system.cron.map(({ atMs, error, ...run }) => ({ ...run, at: isoTime(atMs), ok: error === null, error })),
    watched: system.watched,
  };
}

function presentCarrier({ id, name, snapshot }: SystemCarrier): z.infer<typeof systemSchema>["carriers"][number] {
  return { id, name, now: snapshot === null ? null : presentSnapshot(snapshot) };
}

function presentSnapshot(carrier: CarrierSnapshot): z.infer<typeof snapshotSchema> {
  const { carrierId: _, atMs, sinceMs, oldestWaitingAtMs, binds, links, ...rest } = carrier;
  return {
    ...rest,
    at: isoTime(atMs),
    since: timeOrNull(sinceMs),
    oldestWaitingAt: timeOrNull(oldestWaitingAtMs),
    binds: binds.map(({ sinceMs, connectorId, ...bind }) => ({
      ...bind,
      since: timeOrNull(sinceMs),
      connector: connectorId,
    })),
    links: links.map(({ connectorId, sinceMs, bindIds }) => ({
      connector: connectorId,
      since: timeOrNull(sinceMs),
      binds: bindIds,
    })),
  };
}

function timeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoTime(atMs);
}
