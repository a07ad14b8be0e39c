import { z } from "@hono/zod-openapi";
import { carrierConfigSchema, carrierDefaults, carrierServices, carrierStates } from "../../../carriers/carrier.ts";
import { httpOperatorConfigSchema, httpOperatorDraftSchema } from "../../../http-operators/operator-config.ts";
import { bindConfigSchema, bindDefaults, bindTlsDraftSchema, publicBindSchema } from "../../../link/bind-config.ts";
import { bindStates } from "../../../link/frames.ts";
import { addressProfileSchema } from "../../../link/submit-addresses.ts";
import { submitProfileSchema } from "../../../link/submit-profile.ts";
import { validityProfileSchema } from "../../../link/submit-validity.ts";
import { publicUcpBindSchema, ucpBindConfigSchema, ucpBindDefaults } from "../../../link/ucp-bind-config.ts";
import { unsaidInUcp } from "../../../link/ucp-submit-profile.ts";
import { unknownPolicies } from "../../../messages/message.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { noteSchema, versionNumberSchema } from "../versions/version-schemas.ts";
import { httpOperatorSchema } from "./operator-schemas.ts";

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

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "This must be 1 to 32 small letters, digits and dashes."),
  host: z.string().min(1).max(253),
  enabled: z.boolean().default(true).openapi({ description: "Whether connectors are to hold it." }),
  password: bindConfigSchema.shape.password
    .optional()
    .openapi({ description: "Where it is left out, the bind of this id keeps its own." }),
  tls: bindTlsDraftSchema.nullable().default(null),
};

const bindInputSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...bindConfigSchema.shape,
    ...defaultedFields(bindConfigSchema.shape, bindDefaults),
    ...common,
    kind: bindConfigSchema.shape.kind.default("smpp"),
  }),
  z.strictObject({
    ...ucpBindConfigSchema.shape,
    ...defaultedFields(ucpBindConfigSchema.shape, ucpBindDefaults),
    ...common,
  }),
]);

function isSmpp({ kind }: z.infer<typeof bindInputSchema>): boolean {
  return kind === "smpp";
}

const {
  name,
  service,
  onUnknown,
  queryAfterSeconds,
  holdSentMs,
  maxAttempts,
  segmentsPerSecond,
  failover,
  commandStatusOverrides,
} = carrierConfigSchema.shape;
const { unboundAfterSeconds, throttledAfterSeconds } = failover.shape;

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
    service: service.default(carrierDefaults.service),
    onUnknown: onUnknown.default(carrierDefaults.onUnknown),
    queryAfterSeconds: queryAfterSeconds.default(carrierDefaults.queryAfterSeconds),
    holdSentMs: holdSentMs.default(carrierDefaults.holdSentMs),
    maxAttempts: maxAttempts.default(carrierDefaults.maxAttempts),
    segmentsPerSecond: segmentsPerSecond.default(carrierDefaults.segmentsPerSecond),
    submitProfile: submitProfileInputSchema.prefault({}),
    http: httpOperatorDraftSchema.nullable().default(carrierDefaults.http).openapi({
      description: "The operator's HTTP API, in the place of binds. Secrets that are left out stay what they are.",
    }),
    failover: z
      .strictObject({
        unboundAfterSeconds: unboundAfterSeconds.default(carrierDefaults.failover.unboundAfterSeconds),
        throttledAfterSeconds: throttledAfterSeconds.default(carrierDefaults.failover.throttledAfterSeconds),
      })
      .prefault({}),
    commandStatusOverrides: commandStatusOverrides.default([]),
    note: noteSchema.optional(),
  })
  .superRefine(({ binds, http, onUnknown, submitProfile }, context) => {
    if (http !== null && binds.length > 0) {
      context.addIssue({ code: "custom", path: ["http"], message: "A carrier has binds or http, not both." });
    }
    if (http !== null && onUnknown === "query") {
      context.addIssue({ code: "custom", path: ["onUnknown"], message: "HTTP operators cannot be asked." });
    }
    if (onUnknown === "query" && !binds.every(isSmpp)) {
      context.addIssue({ code: "custom", path: ["onUnknown"], message: "UCP has no query: a UCP bind cannot ask." });
    }
    for (const { path, message } of binds.every(isSmpp) ? [] : unsaidInUcp(submitProfile)) {
      context.addIssue({ code: "custom", path: ["submitProfile", ...path], message });
    }
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
export const carrierVersionParameters = carrierParameters.extend({ version: versionNumberSchema });

const enabled = z.boolean().openapi({ description: "Whether connectors are to hold it." });
const bound = {
  enabled,
  state: z.enum(bindStates),
  reason: z.string().optional().openapi({ description: "Why it is not bound." }),
  connector: z.string().optional().openapi({ description: "The connector that holds it.", example: "bogota-1" }),
};

const boundSchema = z.discriminatedUnion("kind", [publicBindSchema.extend(bound), publicUcpBindSchema.extend(bound)]);

const configurationShape = {
  id: z.string().openapi({ example: "default" }),
  name: z.string().openapi({ example: "Operator one" }),
  service: z.enum(carrierServices).openapi({
    description:
      "draining: ends what it has, and gets nothing new where another carrier can take it. disabled: hands nothing out and holds no binds.",
  }),
  onUnknown: z.enum(unknownPolicies).openapi({
    description:
      "What is done with a submit whose response never came: `resend`, `wait` for a receipt, or `fail`. `query` waits too, and asks the carrier (query_sm) about segments whose receipt is overdue; it takes SMPP.",
  }),
  queryAfterSeconds: z.number().int().openapi({
    description: "Under `query`: how long after a submit its final receipt is overdue.",
    example: 3_600,
  }),
  holdSentMs: z.number().int().openapi({
    description:
      "How long `sent` may wait to be told, in milliseconds: where the receipt comes meanwhile, both are told at once. 0 tells it at once.",
    example: 5_000,
  }),
  maxAttempts: z.number().int().openapi({ example: 5 }),
  segmentsPerSecond: z.number().nullable().openapi({
    description: "Segments a second that were agreed with the carrier; null leaves the pace to the windows.",
  }),
  submitProfile: submitProfileSchema.openapi({ description: "How the carrier wants its submits." }),
  failover: failover.openapi({
    description:
      "After how long without a bind, and of waiting while the carrier throttles, texts go to the next carrier.",
  }),
  commandStatusOverrides: commandStatusOverrides.openapi({
    description:
      "What the carrier means by its answers, where that differs from SMPP 3.4. retry: here, later. throttle: slow down. elsewhere: the next carrier of the rule. fail: give up.",
  }),
};

export const carrierConfigurationSchema = z
  .object({
    ...configurationShape,
    binds: z.array(
      z.discriminatedUnion("kind", [publicBindSchema.extend({ enabled }), publicUcpBindSchema.extend({ enabled })]),
    ),
    http: httpOperatorConfigSchema.nullable(),
  })
  .openapi("CarrierConfiguration");

export const carrierSchema = z
  .object({
    ...configurationShape,
    version: z.number().int().openapi({ description: "Of its configuration.", example: 3 }),
    binds: z.array(boundSchema),
    http: httpOperatorSchema.nullable(),
    health: z.object({ state: z.enum(carrierStates), sinceMs: z.number().nullable() }).openapi({
      description: "open: too many submits failed, only trials go. sinceMs is null where it is not known.",
    }),
    connectors: z.array(z.string()).openapi({ description: "Connectors whose links are up." }),
    waitingTexts: z.number().int().openapi({ description: "Texts that wait for their turn." }),
    delayedTexts: z.number().int().openapi({ description: "Texts that go again later." }),
    movingTexts: z.number().int().openapi({ description: "Texts on their way to another carrier." }),
    segmentsInFlight: z.number().int(),
    parkedReceipts: z.number().int().openapi({ description: "Receipts that came before the submit they are for." }),
    drained: z.boolean().openapi({ description: "Whether it is out of service and has nothing left to do." }),
  })
  .openapi("Carrier");

export const listedCarrierSchema = z
  .object({
    id: z.string().openapi({ example: "default" }),
    name: z.string(),
    version: z.number().int(),
    service: z.enum(carrierServices),
    createdAt: timeSchema,
  })
  .openapi("ListedCarrier");
