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
