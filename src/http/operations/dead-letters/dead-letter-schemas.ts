import { z } from "@hono/zod-openapi";
import { timeSchema } from "../messages/message-schemas.ts";

const fields = {
  id: z.string(),
  kind: z.string().openapi({ description: "`outbound`, `events` or `unreadable`.", example: "events" }),
  attempts: z.number().int().openapi({ example: 20 }),
  diedAt: timeSchema,
};

export const listedDeadLetterSchema = z
  .object({ ...fields, bodySize: z.number().int().openapi({ description: "Bytes.", example: 4_096 }) })
  .openapi("ListedDeadLetter");

export const deadLetterSchema = z
  .object({ ...fields, body: z.string().openapi({ description: "The queue message, as it was." }) })
  .openapi("DeadLetter");

export const deadLetterParameters = z.object({ id: z.string().openapi({ description: "As the list has it." }) });

const beforeSchema = z.iso
  .datetime({ offset: true, error: "This must be a date and time as in 2026-11-21T10:00:00Z." })
  .optional()
  .openapi({ description: "Those that died before then.", example: "2026-11-21T10:00:00Z" });

export const replayFilterSchema = z
  .strictObject({
    kind: z.enum(["outbound", "events"]).openapi({ description: "Those of this queue.", example: "events" }),
    before: beforeSchema,
  })
  .openapi("ReplayDeadLetters");

export const discardFilterSchema = z
  .strictObject({
    kind: z
      .enum(["outbound", "events", "unreadable"])
      .optional()
      .openapi({ description: "Those of this kind; all where it is left out.", example: "unreadable" }),
    before: beforeSchema,
  })
  .openapi("DiscardDeadLetters");

export const doneSchema = z
  .object({
    done: z.number().int().openapi({ description: "How many there were.", example: 3 }),
    more: z.boolean().openapi({ description: "Whether there are others.", example: false }),
  })
  .openapi("DeadLettersDone");
