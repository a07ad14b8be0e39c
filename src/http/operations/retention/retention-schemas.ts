import { z } from "@hono/zod-openapi";
import { leastMessageDays, mostDays } from "../../../retention/retention.ts";
import type { RetentionRecord } from "../../../retention/get-retention.ts";

const daysFrom = (least: number) => z.number().int().min(least).max(mostDays);

const described = {
  textDays: "Days until texts are removed, of messages and of those from handsets.",
  numberDays:
    "Days until handsets' numbers lose their middle, as in `+57300•••4567`. They are not found by number from then on.",
  messageDays: "Days until messages are deleted, with their timelines. What they came to stays in the usage.",
  inboundDays: "Days until texts from handsets are deleted.",
  archive:
    "Whether what is deleted is put into the archive before, as it is then. A message in it can still be had by its id.",
} as const;

/** All of them, so that what counts is what was sent. */
export const retentionInputSchema = z
  .strictObject({
    textDays: daysFrom(1).nullable().openapi({ description: described.textDays, example: 30 }),
    numberDays: daysFrom(1).nullable().openapi({ description: described.numberDays, example: 90 }),
    messageDays: daysFrom(leastMessageDays).nullable().openapi({ description: described.messageDays, example: 400 }),
    inboundDays: daysFrom(1).nullable().openapi({ description: described.inboundDays, example: 90 }),
    archive: z.boolean().nullable().openapi({ description: described.archive, example: true }),
  })
  .openapi("NewRetention", {
    description: "Null leaves it to the operator.",
    example: { textDays: 30, numberDays: 90, messageDays: 400, inboundDays: null, archive: null },
  });

const daysOf = (name: keyof typeof described) =>
  z.number().int().nullable().openapi({ description: described[name], example: 90 });

export const retentionSchema = z
  .object({
    ...retentionInputSchema.shape,
    effective: z
      .object({
        textDays: daysOf("textDays"),
        numberDays: daysOf("numberDays"),
        messageDays: daysOf("messageDays"),
        inboundDays: daysOf("inboundDays"),
        archive: z.boolean().openapi({ description: described.archive, example: true }),
      })
      .openapi({
        description: "What counts: what is set, and else the operator's. Null is for ever.",
        example: { textDays: 30, numberDays: 90, messageDays: 400, inboundDays: null, archive: true },
      }),
  })
  .openapi("Retention");

export function presentRetention({ settings, effective }: RetentionRecord): z.infer<typeof retentionSchema> {
  return { ...settings, effective };
}
