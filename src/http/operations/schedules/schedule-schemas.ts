import { z } from "@hono/zod-openapi";
import { printableText } from "../../printable-text.ts";
import { exampleId, messageInputSchema, timeSchema } from "../messages/message-schemas.ts";
import { quietHoursSchema } from "../messages/timing-schemas.ts";

export const exampleScheduleId = "sch_01JD3Q8Z6V4K0X9M2T7R5WANBC";

/** A message of a schedule has no time of its own; the schedule has. */
const scheduledMessageSchema = messageInputSchema
  .omit({ sendAt: true, timeZone: true, validUntil: true })
  .openapi("ScheduleMessage");

const zoneSchema = z.string().max(60).openapi({ description: "An IANA name.", example: "America/Bogota" });
const momentSchema = z
  .string()
  .max(40)
  .nullable()
  .openapi({ description: "RFC 3339, or a local time in `timeZone`; null for none.", example: "2026-12-01T00:00:00" });

const settings = {
  name: printableText().openapi({ example: "Monday reminder" }),
  cron: z.string().max(100).openapi({
    description:
      "Five fields: minute, hour, day of month, month, day of week; names, lists, ranges, steps, `L` for the last, `#` for the nth. A time that clocks skip runs right after the gap; one they show twice runs once, unless minutes or hours have a wildcard or a step.",
    example: "0 9 * * MON",
  }),
  timeZone: zoneSchema,
  messages: z.array(scheduledMessageSchema).min(1).max(100).openapi({ description: "What each run sends." }),
  startsAt: momentSchema.openapi({ description: "No run before it." }),
  endsAt: momentSchema.openapi({ description: "No run after it." }),
  maxRuns: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .openapi({ description: "It ends after as many.", example: 52 }),
  enabled: z
    .boolean()
    .openapi({ description: "False pauses it. Runs missed meanwhile are not made up for.", example: true }),
};

export const newScheduleSchema = z
  .strictObject({
    ...settings,
    startsAt: settings.startsAt.optional(),
    endsAt: settings.endsAt.optional(),
    maxRuns: settings.maxRuns.optional(),
    enabled: settings.enabled.default(true),
  })
  .openapi("NewSchedule", {
    example: {
      name: "Monday reminder",
      cron: "0 9 * * MON",
      timeZone: "America/Bogota",
      messages: [{ to: "+573001234567", from: "Elibom", text: "Your class is at 10" }],
    },
  });

export const scheduleChangeSchema = z
  .strictObject(settings)
  .partial()
  .openapi("ScheduleChange", { example: { enabled: false } });

export const scheduleSchema = z
  .object({
    id: z.string().openapi({ example: exampleScheduleId }),
    ...settings,
    startsAt: timeSchema.nullable(),
    endsAt: timeSchema.nullable(),
    runs: z.number().int().openapi({ description: "Runs there have been.", example: 3 }),
    nextRunAt: timeSchema.nullable().openapi({ description: "Null while it is paused, and when it has ended." }),
    createdAt: timeSchema,
  })
  .openapi("Schedule");

export const scheduleRunSchema = z
  .object({
    dueAt: timeSchema.openapi({ description: "When it was to run." }),
    ranAt: timeSchema.openapi({ description: "When it ran." }),
    results: z
      .array(
        z.union([
          z.object({ id: z.string().openapi({ example: exampleId }) }),
          z.object({ error: z.string().openapi({ example: "recipient_suppressed" }) }),
        ]),
      )
      .openapi({ description: "Of each message, in the order the schedule has them: its id, or why it was refused." }),
  })
  .openapi("ScheduleRun");

export const quietHoursSettingSchema = z
  .strictObject({
    quietHours: quietHoursSchema.nullable().openapi({ description: "Null for none." }),
    timeZone: zoneSchema.openapi({
      description: "Where recipients count as being whose numbers are of no country.",
      example: "America/Bogota",
    }),
  })
  .openapi("QuietHoursSetting", {
    example: { quietHours: { from: "21:00", to: "08:00", timeZone: "recipient" }, timeZone: "America/Bogota" },
  });
