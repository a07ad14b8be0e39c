import { z } from "zod";
import { bindTlsSchema, publicTlsSchema } from "./bind-config.ts";

/**
 * One EMI/UCP session as the edge hands it to a connector. Durations are milliseconds, throughput is segments per second.
 * Section numbers are those of the EMI/UCP Interface Specification 4.0.
 */
export const ucpBindConfigSchema = z.object({
  id: z.string(),
  kind: z.literal("ucp"),
  host: z.string(),
  port: z.number().int().min(1).max(65_535),
  /** null: plain TCP. */
  tls: bindTlsSchema.nullable(),
  /** OAdC of the session operation (§6.3): the short code or number logged in with. Empty: no login, the carrier knows our address. */
  systemId: z.string().regex(/^\d{0,16}$/),
  password: z.string().max(16),
  /** OTON: 1 international, 2 national, 6 abbreviated (§6.3). */
  loginTypeOfNumber: z.enum(["1", "2", "6"]),
  /** ONPI: 1 E.164, 3 X.121, 5 private (§6.3). */
  loginNumberingPlan: z.enum(["1", "3", "5"]),
  /** What stands before an international recipient; UCP has no `+`. AdC has 16 digits with it (§5.3). */
  internationalPrefix: z.string().regex(/^\d{0,4}$/),
  /** NAdC: where notifications go when not to this session (§5.3). */
  notificationAddress: z
    .string()
    .regex(/^\d{1,16}$/)
    .nullable(),
  /** NPID that goes with it, `0539` for TCP/IP (§5.3). */
  notificationProtocol: z.string().regex(/^\d{4}$/),
  /** IANA zone of the carrier's clock, in which validity periods are written (VP, §5.3); null leaves them out. */
  timeZone: z.string().nullable(),
  /** Extra service 0C (§5.1): goes with every submit. */
  billingIdentifier: z.string().max(20).nullable(),
  /** Operations that may wait for their result at one time: transaction numbers are 00 to 99 (§2). */
  windowSize: z.number().int().min(1).max(100),
  throughputPerSecond: z.number().positive().nullable(),
  /** Silence after which an alert (operation 31) asks whether the carrier is there. */
  keepaliveIntervalMs: z.number().int().positive(),
  responseTimeoutMs: z.number().int().positive(),
  bindTimeoutMs: z.number().int().positive(),
  reconnectMinMs: z.number().int().positive(),
  reconnectMaxMs: z.number().int().positive(),
});

/** A bind as it may be shown. */
export const publicUcpBindSchema = ucpBindConfigSchema.omit({ password: true }).extend({ tls: publicTlsSchema });

export type UcpBindConfig = z.infer<typeof ucpBindConfigSchema>;

/** The values a carrier gets where its configuration is silent. */
export const ucpBindDefaults = {
  tls: null,
  loginTypeOfNumber: "6",
  loginNumberingPlan: "5",
  internationalPrefix: "00",
  notificationAddress: null,
  notificationProtocol: "0539",
  timeZone: null,
  billingIdentifier: null,
  windowSize: 100,
  throughputPerSecond: null,
  keepaliveIntervalMs: 30_000,
  responseTimeoutMs: 60_000,
  bindTimeoutMs: 10_000,
  reconnectMinMs: 500,
  reconnectMaxMs: 30_000,
} as const satisfies Partial<UcpBindConfig>;
