import { createRoute, z } from "@hono/zod-openapi";
import { getStorage } from "../../../storage/get-storage.ts";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const count = z.number().int();

const databaseSchema = z
  .object({
    name: z.string().openapi({ description: "Its binding.", example: "DB" }),
    from: timeSchema.nullable().openapi({
      description: "It has the messages accepted from then on, until the next database begins; null for the first.",
    }),
    current: z.boolean().openapi({ description: "Whether messages that are accepted now go there." }),
    bytes: count.openapi({ example: 1_200_000_000 }),
    limitBytes: count.openapi({ description: "What D1 lets it grow to.", example: 10_000_000_000 }),
    bytesPerDay: count.nullable().openapi({ description: "Over the last seven days; null while too little is known." }),
    messagesPerDay: count.nullable().openapi({ description: "Over the last seven days." }),
    fullOn: z.iso.date().nullable().openapi({
      description: "The day (UTC) it is full on at that rate; null where it does not grow.",
      example: "2027-03-14",
    }),
    days: z.array(
      z.object({
        day: z.iso.date().openapi({ example: "2026-11-21" }),
        bytes: count,
        messages: count.openapi({ description: "Messages it ever had." }),
        deletedMessages: count.openapi({ description: "Those that were deleted since." }),
      }),
    ),
  })
  .openapi("DatabaseStorage");

const storageSchema = z.object({ databases: z.array(databaseSchema) }).openapi("Storage");

/** Later than any calendar that is read has room for. */
const lastDayMs = Date.UTC(9999, 11, 31);

export const getStorageOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/storage",
    operationId: "getStorage",
    tags: ["System"],
    summary: "Get how large the databases are",
    description: "By day for the last 90 days, with the day on which each is full if it goes on growing as it does.",
    security: [{ operatorKey: [] }],
    responses: {
      200: { description: "The databases, oldest first.", content: { "application/json": { schema: storageSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const databases = await getStorage(c.env, Date.now());
    return json(200, {
      databases: databases.map(({ fromMs, isCurrent, fullAtMs, ...rest }) => ({
        ...rest,
        from: fromMs === 0 ? null : isoTime(fromMs),
        current: isCurrent,
        fullOn: fullAtMs === null ? null : isoTime(Math.min(fullAtMs, lastDayMs)).slice(0, 10),
      })),
    } satisfies z.infer<typeof storageSchema>);
  },
};
