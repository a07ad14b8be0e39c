import { z } from "@hono/zod-openapi";
import { carrierConfigSchema, carrierDefaults } from "../../../carriers/carrier.ts";
import { bindConfigSchema, bindDefaults, publicBindSchema } from "../../../link/bind-config.ts";
import { bindStates } from "../../../link/frames.ts";
import { addressProfileSchema } from "../../../link/submit-addresses.ts";
import { submitProfileSchema } from "../../../link/submit-profile.ts";
import { validityProfileSchema } from "../../../link/submit-validity.ts";
import { publicUcpBindSchema, ucpBindConfigSchema, ucpBindDefaults } from "../../../link/ucp-bind-config.ts";
import { unknownPolicies } from "../../../messages/message.ts";
import { timeSchema } from "../messages/message-schemas.ts";

type Shape = Readonly<Record<string, z.ZodType>>;
type Defaulted<Fields extends Shape, Names extends keyof Fields> = { [Name in Names]: z.ZodDefault<Fields[Name]> };

/** The fields of a bind that may be left out, each with its default. */
function defaultedFields<Fields extends Shape, Names extends keyof Fields & string>(
  shape: Fields,
  defaults: Readonly<Record<Names, unknown>>,
): Defaulted<Fields, Names> {
  const known: Shape = shape;
  const fields = Object.entries(defaults).map(([name, value]) => [name, known[name]?.default(value)]);
  // Object.fromEntries forgets which names there are: those of the defaults, all of which the shape has.
  return Object.fromEntries(fields) as Defaulted<Fields, Names>;
}

const place = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "This must be 1 to 32 small letters, digits and dashes."),
  host: z.string().min(1).max(253),
};

const bindInputSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...bindConfigSchema.shape,
    ...defaultedFields(bindConfigSchema.shape, bindDefaults),
    ...place,
    kind: bindConfigSchema.shape.kind.default("smpp"),
  }),
  z.strictObject({
    ...ucpBindConfigSchema.shape,
    ...defaultedFields(ucpBindConfigSchema.shape, ucpBindDefaults),
    ...place,
  }),
]);

function isSmpp({ kind }: z.infer<typeof bindInputSchema>): boolean {
  return kind === "smpp";
}

const { name, onUnknown, maxAttempts, segmentsPerSecond } = carrierConfigSchema.shape;

/** What stands in a request is known by name; a connector lets pass what a newer edge tells it. */
const submitProfileInputSchema = z.strictObject({
  ...submitProfileSchema.shape,
  narrow: submitProfileSchema.shape.narrow.unwrap().strict().prefault({}),
  source: addressProfileSchema.strict().prefault({}),
  destination: addressProfileSchema.strict().prefault({}),
  validity: validityProfileSchema.strict().prefault({}),
});

export const carrierInputSchema = z
  .strictObject({
    name,
    binds: z
      .array(bindInputSchema)
      .max(20)
      .refine((binds) => new Set(binds.map(({ id }) => id)).size === binds.length, "Two binds have the same id.")
      .default([]),
    onUnknown: onUnknown.default(carrierDefaults.onUnknown),
    maxAttempts: maxAttempts.default(carrierDefaults.maxAttempts),
    segmentsPerSecond: segmentsPerSecond.default(carrierDefaults.segmentsPerSecond),
    submitProfile: submitProfileInputSchema.prefault({}),
  })
  .refine(({ binds, submitProfile }) => submitProfile.concatenation !== "payload" || binds.every(isSmpp), {
    path: ["submitProfile", "concatenation"],
    message: "UCP binds cannot take a text as one submit.",
  })
  .openapi("NewCarrier", {
    example: {
      name: "Operator one",
      binds: [
        { id: "operator-one-1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "secret" },
      ],
      onUnknown: "resend",
    },
  });

export const carrierIdSchema = carrierConfigSchema.shape.id;
export const carrierParameters = z.object({ id: carrierIdSchema.openapi({ example: "default" }) });

const bound = {
  state: z.enum(bindStates),
  reason: z.string().optional().openapi({ description: "Why it is not bound." }),
  connector: z.string().optional().openapi({ description: "The connector that holds it.", example: "bogota-1" }),
};

const boundSchema = z.discriminatedUnion("kind", [publicBindSchema.extend(bound), publicUcpBindSchema.extend(bound)]);

export const carrierSchema = z
  .object({
    id: z.string().openapi({ example: "default" }),
    name: z.string().openapi({ example: "Operator one" }),
    onUnknown: z.enum(unknownPolicies).openapi({
      description: "What is done with a submit whose response never came.",
    }),
    maxAttempts: z.number().int().openapi({ example: 5 }),
    segmentsPerSecond: z.number().nullable().openapi({
      description: "Segments a second that were agreed with the carrier; null leaves the pace to the windows.",
    }),
    submitProfile: submitProfileSchema.openapi({ description: "How the carrier wants its submits, over SMPP." }),
    binds: z.array(boundSchema),
    connectors: z.array(z.string()).openapi({ description: "Connectors whose links are up." }),
    waitingTexts: z.number().int(),
    segmentsInFlight: z.number().int(),
    parkedReceipts: z.number().int().openapi({ description: "Receipts that came before the submit they are for." }),
  })
  .openapi("Carrier");

export const listedCarrierSchema = z
  .object({ id: z.string().openapi({ example: "default" }), name: z.string(), createdAt: timeSchema })
  .openapi("ListedCarrier");
