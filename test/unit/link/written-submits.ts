import { type BuiltSubmit, buildSubmits } from "../../../src/link/build-submits.ts";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { joinParts } from "../../../src/sms/join-parts.ts";
import { type PlanOptions, planText } from "../../../src/sms/plan-text.ts";
import { parseUserDataHeader } from "../../../src/sms/user-data-header.ts";

export type WrittenProfile = Parameters<typeof submitProfileSchema.parse>[0];

/** The submits of a text as a carrier with this profile gets them, or why there are none. */
export function submitsOf(
  written: WrittenProfile,
  text: string,
  options: PlanOptions & { encoding?: "auto" | "ucs2" } = {},
): readonly BuiltSubmit[] | string {
  const content = {
    ...planText(text, options),
    messageId: "msg_1",
    to: "+4915112345678",
    from: "Acme",
    reference: 0x1234,
  };
  const result = buildSubmits(submitProfileSchema.parse(written), { ...content, accountId: "acc_1" });
  return result.ok ? result.submits : result.reason;
}

export function listOf(submits: readonly BuiltSubmit[] | string): readonly BuiltSubmit[] {
  if (typeof submits === "string") throw new Error(submits);
  return submits;
}

export function hex(octets: Uint8Array | undefined): string {
  return octets === undefined ? "none" : Buffer.from(octets).toString("hex");
}

/** The text that a carrier reads out of submits. */
export function readBack(
  submits: readonly BuiltSubmit[],
  alphabet: "gsm7" | "packed" | "ascii" | "latin1" | "latin9",
): string {
  const isPacked = alphabet === "packed";
  const defaultAlphabet = isPacked ? "gsm7" : alphabet;
  const parts = submits.map(({ esmClass, dataCoding, shortMessage, tlvs }) => {
    const body =
      shortMessage.length > 0 ? shortMessage : (tlvs.find(({ tag }) => tag === 0x0424)?.value ?? shortMessage);
    const headerLength = (esmClass & 0x40) === 0 ? 0 : parseUserDataHeader(body).length;
    const coding = dataCoding === 8 ? 8 : 0;
    return {
      data: body.subarray(headerLength),
      dataCoding: coding,
      userDataHeader: body.subarray(0, headerLength),
      defaultAlphabet,
      isPacked: isPacked && coding === 0,
    };
  });
  return joinParts(parts).text;
}
