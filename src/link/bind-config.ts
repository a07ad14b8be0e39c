import { z } from "zod";

/** A PEM file of at most a few certificates or a key; a connector's configuration goes through one frame. */
const pemSchema = z.string().max(65_536);

const bindTlsFields = z.object({
  /** Name asked for (SNI) and looked for in the certificate; the bind's host when absent. */
  serverName: z.string().min(1).max(253).optional(),
  /** The only authorities trusted, one PEM after another; those that Node trusts when absent. */
  caPem: pemSchema.optional(),
  /** For carriers that demand a client certificate: with its chain. */
  clientCertificatePem: pemSchema.optional(),
  /** The key that belongs to it; a secret, as the password is. */
  clientKeyPem: pemSchema.optional(),
  /** Takes any certificate for any name: whoever is on the way can read the password. For tests and emergencies. */
  allowUnverified: z.boolean().default(false),
});

/** How a bind's connection is encrypted: TLS 1.2 and up, with the carrier's certificate verified. */
export const bindTlsSchema = bindTlsFields.refine(
  (tls) => (tls.clientCertificatePem === undefined) === (tls.clientKeyPem === undefined),
  { error: "A client certificate and its key come together." },
);

/** As a change names it: a certificate's key that is left out stays what it is. */
export const bindTlsDraftSchema = bindTlsFields.refine(
  (tls) => tls.clientCertificatePem !== undefined || tls.clientKeyPem === undefined,
  { error: "A client's key comes with its certificate." },
);

export type BindTls = z.infer<typeof bindTlsSchema>;

/** interface_version, SMPP 3.4 §5.2.4 and 5.0 §4.7.13. */
const interfaceVersions = [0x34, 0x50] as const;

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
  /** null: plain TCP. */
  tls: bindTlsSchema.nullable().default(null),
  /** What is asked for; a carrier that refuses 5.0 is bound to with 3.4. */
  interfaceVersion: z.literal(interfaceVersions).default(0x34),
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

/** TLS as it may be shown: without what src/link/bind-secrets.ts takes from it. */
export const publicTlsSchema = bindTlsFields.omit({ clientKeyPem: true }).nullable();

/** A bind as it may be shown. */
export const publicBindSchema = bindConfigSchema
  .omit({ password: true })
  .extend({ tls: publicTlsSchema.default(null) });

/** The values a carrier gets where its configuration is silent; docs/operations.md explains each. */
export const bindDefaults = {
  systemType: "",
  tls: null,
  interfaceVersion: 0x34,
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
