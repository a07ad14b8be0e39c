import { encodeSegments, segmentTexts } from "#sms/encode-segments.ts";
import { languageIds } from "#sms/languages.ts";
import { planText } from "#sms/plan-text.ts";
import type { Schema } from "../../api/client.ts";

/** One segment of a message as submit_sm has it, in hexadecimal. */
export interface Part {
  text: string;
  /** data_coding of SMPP 3.4 §5.2.19. */
  dataCoding: number;
  /** User data header with its length octet; empty where there is none. `··` stands for the reference, which differs from message to message. */
  header: string;
  data: string;
  octets: number;
}

/** The octets of an information element of concatenation with an 8-bit reference, up to it: IEI 0, length 3 (3GPP TS 23.040 §9.2.3.24.1). */
const concatenation = "00 03 ";

/**
 * The segments of a message, by the core that sent it. Empty where they cannot be told: a carrier's own languages or a wider
 * reference may have cut it otherwise, and the text may have been removed.
 */
export function partsOf({
  text,
  encoding,
  segments,
}: Pick<Schema<"Message">, "text" | "encoding" | "segments">): Part[] {
  const plan = planText(text, { encoding, ...(encoding === "gsm7" && { languages: languageIds }) });
  if (!plan.ok || plan.segmentCount !== segments) return [];
  const texts = segmentTexts(plan);
  return encodeSegments(plan, 0, 8).map(({ index, userDataHeader, data, dataCoding }) => ({
    text: texts[index] ?? "",
    dataCoding,
    header: hex(userDataHeader).replace(`${concatenation}00`, `${concatenation}··`),
    data: hex(data),
    octets: userDataHeader.length + data.length,
  }));
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join(" ");
}
