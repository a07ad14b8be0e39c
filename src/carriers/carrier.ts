import { z } from "zod";
import { type PublicCarrierBind, carrierBindConfigSchema } from "../link/carrier-bind-config.ts";
import type { BindState } from "../link/frames.ts";
import { type UnknownPolicy, unknownPolicies } from "../messages/message.ts";
import { type SubmitProfile, defaultSubmitProfile, submitProfileSchema } from "../link/submit-profile.ts";

export const carrierConfigSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  name: z.string().min(1).max(100),
  binds: z.array(carrierBindConfigSchema).max(20),
  onUnknown: z.enum(unknownPolicies),
  /** Segments a second that were agreed with the carrier, over all its binds; null leaves the pace to the windows. */
  segmentsPerSecond: z.number().positive().max(100_000).nullable(),
  /** Times a segment is submitted before the message fails. */
  maxAttempts: z.number().int().min(1).max(20),
  /** How the carrier wants its submits, over SMPP. */
  submitProfile: submitProfileSchema,
});
export type CarrierConfig = z.infer<typeof carrierConfigSchema>;

export const carrierDefaults = {
  onUnknown: "resend",
  maxAttempts: 5,
  segmentsPerSecond: null,
  binds: [],
  submitProfile: defaultSubmitProfile,
} as const;

/** A carrier as an operator sees it: no credentials, and what it is doing now. */
export interface CarrierDescription {
  id: string;
  name: string;
  onUnknown: UnknownPolicy;
  maxAttempts: number;
  segmentsPerSecond: number | null;
  submitProfile: SubmitProfile;
  binds: (PublicCarrierBind & { state: BindState; reason?: string; connector?: string })[];
  connectors: string[];
  /** Texts that wait for their turn, and segments that a connector has been given. */
  waitingTexts: number;
  segmentsInFlight: number;
  parkedReceipts: number;
}
