import { z } from "@hono/zod-openapi";
import { alarmRules, alarmSeverities } from "../../../alarms/rules.ts";
import { type AlarmTarget, targetLimit } from "../../../alarms/target.ts";
import { noteSchema } from "../versions/version-schemas.ts";
import { ruleSchema } from "./alarm-schemas.ts";

const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "This must be 1 to 32 small letters, digits and dashes.")
  .openapi({ description: "Chosen by you.", example: "on-call" });

export const targetParameters = z.object({ id: idSchema });

const enabled = z.boolean();
const rules = z
  .array(ruleSchema)
  .min(1)
  .max(alarmRules.length)
  .nullable()
  .openapi({ description: "What it is told of; null for everything." });
const leastSeverity = z.enum(alarmSeverities).openapi({ description: "What is less severe is not told." });
const url = z.string().openapi({
  description: "https, on the public internet; as of webhooks.",
  example: "https://example.com/alarms",
});
const mailRecipients = z
  .array(z.email().max(254))
  .min(1)
  .max(10)
  .openapi({ example: ["night@example.com"] });
const textRecipients = z
  .array(z.string().max(32))
  .min(1)
  .max(5)
  .openapi({ example: ["+573001234567"] });

const input = {
  id: idSchema,
  enabled: enabled.default(true),
  rules: rules.default(null),
  leastSeverity: leastSeverity.default("warning"),
};
const requestInput = {
  ...input,
  url,
  headers: z.record(z.string(), z.string()).optional().openapi({
    description: "Sent along, and never shown. Left out, they stay as long as the URL's origin does.",
  }),
  rotateSecret: z.boolean().default(false).openapi({ description: "Signs with a new secret from now on." }),
};

const targetInputSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("webhook"), ...requestInput }).transform((target) => ({ ...target, to: [] })),
  z.strictObject({ kind: z.literal("email"), ...requestInput, to: mailRecipients }),
  z.strictObject({
    kind: z.literal("text"),
    ...input,
    apiKey: z.string().max(200).optional().openapi({
      description: "A key of the account that sends it, with scope `messages:write`. Left out, it stays.",
    }),
    from: z.string().max(32).openapi({ example: "Heliograph" }),
    to: textRecipients,
  }),
]);

export const targetsInputSchema = z
  .strictObject({
    targets: z
      .array(targetInputSchema)
      .max(targetLimit)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "Two targets have the same id."),
    note: noteSchema.optional(),
  })
  .openapi("AlarmTargetsInput", {
    example: { targets: [{ kind: "webhook", id: "on-call", url: "https://example.com/alarms" }] },
  });

const shown = { id: idSchema, enabled, rules, leastSeverity };
const requestShown = {
  ...shown,
  url,
  headers: z.array(z.string()).openapi({ description: "Names of the headers that are sent along." }),
};

const targetSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("webhook"), ...requestShown }),
    z.object({ kind: z.literal("email"), ...requestShown, to: mailRecipients }),
    z.object({
      kind: z.literal("text"),
      ...shown,
      accountId: z.string(),
      apiKey: z.string().openapi({ description: "What it ends in.", example: "…7Qxk" }),
      from: z.string(),
      to: textRecipients,
    }),
  ])
  .openapi("AlarmTarget");

const version = z.number().int().openapi({ description: "0 while nothing was stored.", example: 3 });

export const targetsSchema = z.object({ version, targets: z.array(targetSchema) }).openapi("AlarmTargets");
export const savedTargetsSchema = z
  .object({
    version,
    targets: z.array(targetSchema),
    secrets: z.record(z.string(), z.string()).openapi({
      description: "Secrets that were made now, by target: this is the only time they are shown.",
      example: { "on-call": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
    }),
  })
  .openapi("SavedAlarmTargets");

export const targetTestSchema = z
  .object({
    delivered: z.boolean(),
    status: z.number().int().nullable().openapi({ description: "The HTTP status; null where there was none." }),
    error: z.string().nullable(),
  })
  .openapi("AlarmTargetTest");

/** A target without anything that signs or sends. */
export function presentTarget(target: AlarmTarget): z.infer<typeof targetSchema> {
  const { id, enabled: isEnabled, rules: told, leastSeverity: severity } = target;
  const common = { id, enabled: isEnabled, rules: told, leastSeverity: severity };
  if (target.kind === "text") {
    const { kind, accountId, keyLastFour, from, to } = target;
    return { kind, ...common, accountId, apiKey: `…${keyLastFour}`, from, to };
  }
  const request = { ...common, url: target.url, headers: target.headerNames };
  return target.kind === "email" ? { kind: "email", ...request, to: target.to } : { kind: "webhook", ...request };
}
