import { z } from "zod";

/**
 * One bind as the edge hands it to a connector: everything a connector needs to hold the session, since it keeps no
 * configuration of its own. Durations are milliseconds, throughput is segments per second.
 */
export const bindConfigSchema = z.object({
  id: z.string(),
  kind: z.literal("smpp"),
  host: z.string(),
  port: z.number().int().min(1).max(65_535),
  /** SMPP 3.4 §4.1.5: at most 15 octets. */
  systemId: z.string().max(15),
  /** SMPP 3.4 §4.1.5: at most 8 octets; carriers that allow more exist, so 16 are let through. */
  password: z.string().max(16),
  systemType: z.string().max(12),
  mode: z.enum(["transceiver", "transmitter", "receiver"]),
  /** submit_sm PDUs that may wait for their response at one time. */
  windowSize: z.number().int().min(1).max(1_000),
  /** Segments per second on this bind; null leaves the pace to the window. */
  throughputPerSecond: z.number().positive().nullable(),
  serviceType: z.string().max(5),
  enquireLinkIntervalMs: z.number().int().positive(),
  responseTimeoutMs: z.number().int().positive(),
  bindTimeoutMs: z.number().int().positive(),
  reconnectMinMs: z.number().int().positive(),
  reconnectMaxMs: z.number().int().positive(),
});

export type BindConfig = z.infer<typeof bindConfigSchema>;

/** The values a carrier gets where its configuration is silent; docs/operations.md explains each. */
export const bindDefaults = {
  systemType: "",
  mode: "transceiver",
  windowSize: 100,
  throughputPerSecond: null,
  serviceType: "",
  enquireLinkIntervalMs: 30_000,
  responseTimeoutMs: 60_000,
  bindTimeoutMs: 10_000,
  reconnectMinMs: 500,
  reconnectMaxMs: 30_000,
} as const satisfies Partial<BindConfig>;
