import { z } from "zod";
import { addressProfileSchema } from "./submit-addresses.ts";
import { submitParameterSchema } from "./submit-parameters.ts";
import { validityProfileSchema } from "./submit-validity.ts";

/**
 * What the octets of a text that fits GSM 7-bit are at a carrier: septets one to an octet (what most want), packed septets, or
 * characters of an 8-bit set, which the carrier turns into septets itself.
 */
const narrowAlphabets = ["gsm7", "packed", "ascii", "latin1", "latin9"] as const;
export type NarrowAlphabet = (typeof narrowAlphabets)[number];

/**
 * How parts of a long text are numbered. udh8, udh16: in a user data header, with a reference of 8 or 16 bits. sar: in SAR
 * parameters (SMPP 3.4 §5.3.2.22 to §5.3.2.24). payload: not at all, the carrier gets the whole in message_payload.
 */
export const concatenations = ["udh8", "udh16", "sar", "payload"] as const;

const octet = z.number().int().min(0).max(0xff);

/** How a carrier wants its submits. Everything has a default; an empty profile is what most carriers take. */
export const submitProfileSchema = z.object({
  /** For texts that fit GSM 7-bit: the octets, and the data_coding that announces them (SMPP 3.4 §5.2.19). */
  narrow: z.object({ alphabet: z.enum(narrowAlphabets).default("gsm7"), dataCoding: octet.default(0x00) }).prefault({}),
  /** data_coding of UTF-16BE. */
  ucs2DataCoding: octet.default(0x08),
  concatenation: z.enum(concatenations).default("udh8"),
  source: addressProfileSchema.prefault({}),
  destination: addressProfileSchema.prefault({}),
  /** SMPP 3.4 §5.2.11. */
  serviceType: z.string().max(5).default(""),
  protocolId: octet.default(0x00),
  /** SMPP 3.4 §5.2.14. */
  priority: z.number().int().min(0).max(3).default(0),
  /** SMPP 3.4 §5.2.17, the same on every part: a carrier may report any of them. */
  registeredDelivery: z.number().int().min(0).max(0x1f).default(0x01),
  validity: validityProfileSchema.prefault({}),
  /** Optional parameters that every submit carries. */
  parameters: z
    .array(submitParameterSchema)
    .max(20)
    .refine((parameters) => new Set(parameters.map(({ tag }) => tag)).size === parameters.length, "a tag stands twice")
    .default([]),
});
export type SubmitProfile = z.infer<typeof submitProfileSchema>;

export const defaultSubmitProfile: SubmitProfile = submitProfileSchema.parse({});
