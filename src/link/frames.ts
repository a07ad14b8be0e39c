import { z } from "zod";
import { receiptStates } from "../sms/receipt-states.ts";
import { carrierBindConfigSchema } from "./carrier-bind-config.ts";
import { submitProfileSchema } from "./submit-profile.ts";

/**
 * The link between a carrier object and a connector: JSON frames over one WebSocket that the connector dials.
 *
 * up:   hello → (replayed reports) → resume → reports and bind states, as they come
 * down: welcome → submits and acks, as they come
 *
 * What was added since version 1 began is asked only of a connector whose hello names it as a capability; lists that one
 * side does not know it leaves out.
 *
 * Reports are numbered by the connector's journal and kept there until `ack` names their number; the edge stores a report
 * and its number in one transaction and skips numbers it has, so each report takes effect exactly once.
 */
export const linkVersion = 1;

/** Largest frame either side sends, in UTF-16 units of JSON; well under the platform's 32 MiB for a WebSocket message. */
export const frameLimit = 1_000_000;

/**
 * Heartbeats are bare texts beside the frames: the connector says `pingText` every `pingIntervalMs`, and the edge's platform
 * answers `pongText` without waking the carrier.
 */
export const pingText = "ping";
export const pongText = "pong";
export const pingIntervalMs = 2_000;

/** Why a segment is unknown that a connector had written before it died: nothing that the carrier did. */
export const connectorRestarted = "the connector restarted";

/** What one segment came to at the SMSC. */
const segmentOutcomes = ["accepted", "rejected", "unknown", "unsent", "expired", "invalid"] as const;
export type SegmentOutcome = (typeof segmentOutcomes)[number];

const segmentResultSchema = z.object({
  messageId: z.string(),
  /** 0-based. */
  segment: z.number().int().min(0),
  attempt: z.number().int().min(1),
  bindId: z.string(),
  /**
   * accepted: submit_sm_resp with status 0. rejected: any other status. unknown: written to the socket, no response seen.
   * unsent: handed back without having been written. expired: not written because its validity had ended. invalid: it can
   * never be written as it is.
   */
  outcome: z.enum(segmentOutcomes),
  carrierMessageId: z.string().max(64).optional(),
  commandStatus: z.number().int().optional(),
  /** Why, in a few words, when there is no command_status to say it. */
  reason: z.string().max(200).optional(),
  atMs: z.number(),
});
export type SegmentResult = z.infer<typeof segmentResultSchema>;

const receiptReportSchema = z.object({
  carrierMessageId: z.string().max(64),
  state: z.enum(receiptStates),
  /** The carrier's own error code, as it wrote it. */
  errorCode: z.string().max(32).optional(),
  /** The handset's address as the receipt names it. */
  address: z.string().max(32),
  bindId: z.string(),
  atMs: z.number(),
});
export type ReceiptReport = z.infer<typeof receiptReportSchema>;

const inboundReportSchema = z.object({
  from: z.string().max(32),
  to: z.string().max(32),
  text: z.string().max(65_536),
  dataCoding: z.number().int(),
  /** Hex of the user data header, when the MO carried one. */
  userDataHeader: z.string().max(512).optional(),
  /** Hex of the octets behind the header, where the MO is a part of a text: parts are joined before they are decoded. */
  dataHex: z.string().max(131_072).optional(),
  bindId: z.string(),
  atMs: z.number(),
});
export type InboundReport = z.infer<typeof inboundReportSchema>;

/** What a connector may name in its hello. query: it takes query frames. */
export const linkCapabilities = ["query"] as const;

/** Asks what became of a segment that the SMSC took and sent no final receipt for (query_sm, SMPP 3.4 §4.8.1). */
const queryRequestSchema = z.object({
  messageId: z.string(),
  /** 0-based. */
  segment: z.number().int().min(0),
  /** As the submit_sm_resp had it. */
  carrierMessageId: z.string().max(64),
  /** As the submit_sm had it. */
  source: z.object({ address: z.string().max(20), ton: z.number().int(), npi: z.number().int() }),
  /** The bind that submitted it, which is asked where it is bound; any other of the carrier otherwise. */
  bindId: z.string(),
});
export type QueryRequest = z.infer<typeof queryRequestSchema>;

/**
 * answered: with `state`. rejected: the SMSC does not tell. unknown: written to the socket, no response seen. unsent: not
 * asked, there was no room or no bind.
 */
const queryOutcomes = ["answered", "rejected", "unknown", "unsent"] as const;

const queryReportSchema = z.object({
  messageId: z.string(),
  /** 0-based. */
  segment: z.number().int().min(0),
  carrierMessageId: z.string().max(64),
  /** Empty where it was not asked. */
  bindId: z.string(),
  outcome: z.enum(queryOutcomes),
  state: z.enum(receiptStates).optional(),
  /** The network's own code, SMPP 3.4 §4.8.2; absent when 0. */
  errorCode: z.number().int().optional(),
  commandStatus: z.number().int().optional(),
  /** Why, in a few words, when there is no command_status to say it. */
  reason: z.string().max(200).optional(),
  atMs: z.number(),
});
export type QueryReport = z.infer<typeof queryReportSchema>;

export const bindStates = ["down", "connecting", "bound", "unbinding"] as const;
export type BindState = (typeof bindStates)[number];

const bindStatusSchema = z.object({
  bindId: z.string(),
  state: z.enum(bindStates),
  sinceMs: z.number(),
  /** Why it is not bound, for the operator. */
  reason: z.string().max(200).optional(),
});
export type BindStatus = z.infer<typeof bindStatusSchema>;

export const upFrameSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    linkVersion: z.literal(linkVersion),
    connectorId: z.string().min(1).max(64),
    /** Names the journal on the connector's disk; a new journal knows nothing of what an older one was given. */
    journalId: z.string().min(1).max(64),
    capabilities: z.array(z.string().max(32)).max(32).optional(),
  }),
  z.object({
    /** All reports not yet acknowledged were replayed before this. Texts the edge believes are here and are not listed were lost unsent. */
    type: z.literal("resume"),
    /** `messageId:segment:attempt` of every segment this process still holds. */
    held: z.array(z.string()),
  }),
  z.object({
    type: z.literal("report"),
    sequence: z.number().int().min(1),
    results: z.array(segmentResultSchema).default([]),
    receipts: z.array(receiptReportSchema).default([]),
    inbound: z.array(inboundReportSchema).default([]),
    queries: z.array(queryReportSchema).optional(),
  }),
  z.object({ type: z.literal("binds"), binds: z.array(bindStatusSchema) }),
]);
export type UpFrame = z.infer<typeof upFrameSchema>;
export type ReportFrame = Extract<UpFrame, { type: "report" }>;

/** A text, or some segments of one, for the SMSC. Segments are cut by src/sms on the connector, from the plan the edge made. */
const submitTextSchema = z.object({
  messageId: z.string(),
  to: z.string(),
  from: z.string(),
  text: z.string(),
  encoding: z.enum(["gsm7", "ucs2"]),
  /** 3GPP TS 23.038 §6.2.1.2.4 language identifiers; 0 is the default alphabet. */
  singleShift: z.number().int().min(0).max(13),
  lockingShift: z.number().int().min(0).max(13),
  segmentCount: z.number().int().min(1),
  /** Concatenation reference, 16 bits; an 8-bit header uses its low octet. */
  reference: z.number().int().min(0).max(65_535),
  attempt: z.number().int().min(1),
  /** Only these segments (0-based); all of them when absent. */
  segments: z.array(z.number().int().min(0)).optional(),
  /** Not written to a socket after this moment (epoch ms). */
  validUntilMs: z.number().optional(),
  /** Only where the carrier's profile has a parameter taken from it. */
  accountId: z.string().optional(),
  /** Only where the carrier's profile has a parameter taken from it. */
  clientReference: z.string().optional(),
  /** Only where it is traced: the span it comes of (W3C), and when it came to its carrier. */
  trace: z
    .object({ traceparent: z.string().max(64), tracestate: z.string().max(512).optional(), queuedAtMs: z.number() })
    .optional(),
});
export type SubmitText = z.infer<typeof submitTextSchema>;

/** What a connector goes by until it is told otherwise; the profile is for texts that come after it. */
const configurationShape = {
  binds: z.array(carrierBindConfigSchema),
  submitProfile: submitProfileSchema.prefault({}),
};

export const downFrameSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    linkVersion: z.literal(linkVersion),
    carrierId: z.string(),
    /** The highest report number of this journal that the edge has stored; 0 for none. */
    acknowledgedSequence: z.number().int().min(0),
    ...configurationShape,
  }),
  z.object({ type: z.literal("configure"), ...configurationShape }),
  z.object({ type: z.literal("submit"), texts: z.array(submitTextSchema) }),
  z.object({ type: z.literal("query"), queries: z.array(queryRequestSchema) }),
  z.object({ type: z.literal("ack"), sequence: z.number().int().min(1) }),
  z.object({
    type: z.literal("forget"),
    /** `messageId:segment:attempt` of segments that were given to somebody else; those not yet written must not be. */
    segments: z.array(z.string()),
  }),
]);
export type DownFrame = z.infer<typeof downFrameSchema>;
