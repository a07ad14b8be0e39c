import { z } from "@hono/zod-openapi";
import { carrierConfigSchema, carrierDefaults, unknownPolicies } from "../../../carriers/carrier.ts";
import { bindConfigSchema, bindDefaults } from "../../../link/bind-config.ts";
import { bindStates } from "../../../link/frames.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const bind = bindConfigSchema.shape;

/** A bind's configuration with the defaults of those that name only where and who. */
const bindInputSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "This must be 1 to 32 small letters, digits and dashes."),
  kind: bind.kind.default("smpp"),
  host: bind.host.min(1).max(253),
  port: bind.port,
  systemId: bind.systemId,
  password: bind.password,
  systemType: bind.systemType.default(bindDefaults.systemType),
  mode: bind.mode.default(bindDefaults.mode),
  windowSize: bind.windowSize.default(bindDefaults.windowSize),
  throughputPerSecond: bind.throughputPerSecond.default(bindDefaults.throughputPerSecond),
  serviceType: bind.serviceType.default(bindDefaults.serviceType),
  enquireLinkIntervalMs: bind.enquireLinkIntervalMs.default(bindDefaults.enquireLinkIntervalMs),
  responseTimeoutMs: bind.responseTimeoutMs.default(bindDefaults.responseTimeoutMs),
  bindTimeoutMs: bind.bindTimeoutMs.default(bindDefaults.bindTimeoutMs),
  reconnectMinMs: bind.reconnectMinMs.default(bindDefaults.reconnectMinMs),
  reconnectMaxMs: bind.reconnectMaxMs.default(bindDefaults.reconnectMaxMs),
});

const { name, onUnknown, maxAttempts } = carrierConfigSchema.shape;

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

const boundSchema = bindConfigSchema.omit({ password: true }).extend({
  state: z.enum(bindStates),
  reason: z.string().optional().openapi({ description: "Why it is not bound." }),
});

export const carrierSchema = z
  .object({
    id: z.string().openapi({ example: "default" }),
    name: z.string().openapi({ example: "Operator one" }),
    onUnknown: z.enum(unknownPolicies).openapi({
      description: "What is done with a submit whose response never came.",
    }),
    maxAttempts: z.number().int().openapi({ example: 5 }),
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
