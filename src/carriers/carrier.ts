import { z } from "zod";
import { commandActions, commandCategories } from "../sms/command-status.ts";
import { bindConfigSchema } from "../link/bind-config.ts";
import type { WithoutSecrets } from "../link/bind-secrets.ts";
import type { BindState } from "../link/frames.ts";
import { type UnknownPolicy, unknownPolicies } from "../messages/message.ts";
import { type SubmitProfile, defaultSubmitProfile, submitProfileSchema } from "../link/submit-profile.ts";
import { type HttpOperatorConfig, httpOperatorConfigSchema } from "../http-operators/operator-config.ts";
import type { RestReason } from "../http-operators/rest-reasons.ts";
import { ucpBindConfigSchema } from "../link/ucp-bind-config.ts";

/**
 * active: takes texts. draining: ends what it has, and gets nothing new where another carrier can take it. disabled: hands
 * nothing out and holds no binds, so that no receipts come either.
 */
export const carrierServices = ["active", "draining", "disabled"] as const;
export type CarrierService = (typeof carrierServices)[number];

/**
 * What a carrier is up to. unbound: none of its binds is bound, or its HTTP operator does not answer. throttled: it lately said
 * that it wants less. open: too many of its submits failed, and but for a few trials it gets none.
 */
export const carrierStates = ["up", "throttled", "unbound", "open", "draining", "disabled"] as const;
export type CarrierState = (typeof carrierStates)[number];

/** How a carrier does. */
export interface CarrierHealthDescription {
  state: CarrierState;
  /** Epoch ms; null where it is not known, as for a carrier that has always been up. */
  sinceMs: number | null;
}

/** After how long texts that may leave a carrier do. */
const failoverSettingsSchema = z.object({
  /** Since none of the carrier's binds is bound. */
  unboundAfterSeconds: z.number().min(0).max(86_400),
  /** Since a text came, while the carrier throttles. */
  throttledAfterSeconds: z.number().min(0).max(86_400),
});
export type FailoverSettings = z.infer<typeof failoverSettingsSchema>;

/** What the carrier means by a command_status; what is left out is as in src/sms/command-status.ts. */
const commandStatusOverrideSchema = z.object({
  commandStatus: z.number().int().min(1).max(0xffff_ffff),
  action: z.enum(commandActions),
  name: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,32}$/, "This must be 1 to 32 letters, digits and underscores.")
    .optional(),
  category: z.enum(commandCategories).optional(),
  message: z.string().min(1).max(200).optional(),
});

/** Of a bind, what only the edge needs to know. A bind that is not enabled is unbound, with its window drained. */
const bindSwitch = { enabled: z.boolean() };

/** A bind as it is configured; connectors are told of those that are enabled. */
const carrierBindSchema = z.discriminatedUnion("kind", [
  bindConfigSchema.extend(bindSwitch),
  ucpBindConfigSchema.extend(bindSwitch),
]);
export type CarrierBind = z.infer<typeof carrierBindSchema>;

/** A bind as an operator may see it. */
export type PublicCarrierBind = WithoutSecrets<CarrierBind>;

export const carrierConfigSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  name: z.string().min(1).max(100),
  service: z.enum(carrierServices),
  binds: z.array(carrierBindSchema).max(20),
  onUnknown: z.enum(unknownPolicies),
  /** Under the policy `query`: how long after a submit its final receipt is overdue, and the carrier is asked. */
  queryAfterSeconds: z.number().int().min(10).max(86_400),
  /**
   * How long `sent` may wait to be told, milliseconds: where the receipt comes meanwhile, both are told at once, which costs half.
   * 0 tells it at once.
   */
  holdSentMs: z.number().int().min(0).max(60_000),
  /** Segments a second that were agreed with the carrier, over all its binds; null leaves the pace to the windows. */
  segmentsPerSecond: z.number().positive().max(100_000).nullable(),
  /** Times a segment is submitted before the message fails. */
  maxAttempts: z.number().int().min(1).max(20),
  /** How the carrier wants its submits, over SMPP. */
  submitProfile: submitProfileSchema,
  failover: failoverSettingsSchema,
  commandStatusOverrides: z
    .array(commandStatusOverrideSchema)
    .max(200)
    .refine(
      (list) => new Set(list.map(({ commandStatus }) => commandStatus)).size === list.length,
      "Two overrides are of the same command_status.",
    ),
  /** The operator's HTTP API, in the place of binds. */
  http: httpOperatorConfigSchema.nullable(),
});
export type CarrierConfig = z.infer<typeof carrierConfigSchema>;

export const carrierDefaults = {
  service: "active",
  onUnknown: "resend",
  queryAfterSeconds: 3_600,
  holdSentMs: 5_000,
  maxAttempts: 5,
  segmentsPerSecond: null,
  binds: [],
  submitProfile: defaultSubmitProfile,
  failover: { unboundAfterSeconds: 15, throttledAfterSeconds: 10 },
  commandStatusOverrides: [],
  http: null,
} as const;

/** An HTTP operator as an operator of ours sees it: no credentials, and what it is doing now. */
export interface HttpOperatorDescription extends HttpOperatorConfig {
  requestsInFlight: number;
  /** Why nothing goes, and until when; null while anything may. */
  resting: { until: string; reason: RestReason } | null;
  /** What the operator is to call, where it is; without publicUrl, paths behind this edge's address. */
  callbackUrls: { receipts: string | null; inbound: string | null };
}

/** A carrier as an operator sees it: no credentials, and what it is doing now. */
export interface CarrierDescription {
  id: string;
  /** Of its configuration. */
  version: number;
  name: string;
  service: CarrierService;
  onUnknown: UnknownPolicy;
  queryAfterSeconds: number;
  holdSentMs: number;
  maxAttempts: number;
  segmentsPerSecond: number | null;
  submitProfile: SubmitProfile;
  failover: FailoverSettings;
  commandStatusOverrides: CarrierConfig["commandStatusOverrides"];
  health: CarrierHealthDescription;
  binds: (PublicCarrierBind & { state: BindState; reason?: string; connector?: string })[];
  http: HttpOperatorDescription | null;
  connectors: string[];
  /** Texts that wait for their turn, those that were put off, those on their way to another carrier, and segments given to a connector. */
  waitingTexts: number;
  delayedTexts: number;
  movingTexts: number;
  segmentsInFlight: number;
  parkedReceipts: number;
  /** Whether it is out of service and has nothing left to do. */
  drained: boolean;
}
