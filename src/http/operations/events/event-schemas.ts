import { z } from "@hono/zod-openapi";
import { type Result, failField, ok } from "../../../errors.ts";
import { eventPatterns, eventTypes } from "../../../events/event-types.ts";
import { type FeedCursor, parseFeedCursor } from "../../../events/feed-cursor.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleEventId = "evt_01JD3Q8ZB14K0X9M2T7R5WANBC_delivered";

export const eventSchema = z
  .object({
    id: z.string().openapi({
      description: "Follows from what happened: the same event has the same id wherever and however often it is told.",
      example: exampleEventId,
    }),
    type: z.enum(Object.keys(eventTypes) as [keyof typeof eventTypes]).openapi({ example: "message.delivered" }),
    timestamp: timeSchema.openapi({ description: "When it happened." }),
    data: z.record(z.string(), z.unknown()).openapi({
      description: "What it is about; docs/webhooks.md has an example of each type.",
      example: { id: "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC", to: "+573001234567", status: "delivered", segments: 1 },
    }),
  })
  .openapi("Event");

export const eventPatternSchema = z.enum(eventPatterns as [string, ...string[]], {
  error: `This must be a type such as message.delivered, a group such as message.*, or *.`,
});

/** `type` of a query: several, separated by commas. */
export const typeQuery = z
  .string()
  .max(1_000)
  .transform((types) => types.split(","))
  .pipe(z.array(eventPatternSchema))
  .optional()
  .openapi({
    type: "string",
    description: "Only these types, separated by commas; `message.*` stands for all that begin so.",
    example: "message.delivered,message.received",
  });

/** The place a cursor names, null where there is none. Errors: invalid_cursor. */
export function readFeedCursor(name: string, cursor: string | undefined): Result<FeedCursor | null> {
  if (cursor === undefined) return ok(null);
  const parsed = parseFeedCursor(cursor);
  return parsed === null
    ? failField(name, "invalid_cursor", "Use a cursor that this feed gave out, as it is.")
    : ok(parsed);
}
