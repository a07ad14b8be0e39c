import { z } from "@hono/zod-openapi";

const momentSchema = z.string().max(40);

const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "This must be a time of day as in 21:00.")
  .openapi({ example: "21:00" });

export const quietHoursSchema = z
  .strictObject({
    from: clockTimeSchema,
    to: clockTimeSchema.openapi({ description: "The first minute after them.", example: "08:00" }),
    timeZone: z.string().max(60).optional().openapi({
      description:
        "An IANA name, or `recipient`, the default: the zones of the number's country. Where it has several, it counts as quiet while any of them is.",
      example: "recipient",
    }),
  })
  .openapi("QuietHours", { description: "The time of day in which nothing is sent." });

/** When a message is to go. */
export const timingFields = {
  sendAt: momentSchema.optional().openapi({
    description:
      "When to send it, up to 365 days ahead: RFC 3339, or a local time in `timeZone`. A local time that clocks skip is as much later as they skip; of one they show twice, the first counts.",
    example: "2026-12-24T18:00:00-05:00",
  }),
  timeZone: z.string().max(60).optional().openapi({
    description: "IANA name of the time zone of times without an offset.",
    example: "America/Bogota",
  }),
  validUntil: momentSchema.optional().openapi({
    description: "Not sent after this moment, up to 48 hours after `sendAt`. In the place of `validForSeconds`.",
    example: "2026-12-24T20:00:00-05:00",
  }),
  validForSeconds: z.number().int().min(60).max(172_800).optional().openapi({
    description: "Not sent when this long has passed since its time came.",
    example: 600,
  }),
  quietHours: quietHoursSchema.nullable().optional().openapi({
    description: "In the place of the account's, which do not hold lane `otp`; null for none.",
  }),
};
