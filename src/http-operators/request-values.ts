import type { SubmitText } from "../link/frames.ts";
import { encodeSegments, segmentTexts } from "../sms/encode-segments.ts";
import { hexOf } from "./hex.ts";
import type { TemplateValues } from "./template.ts";

/** One request to be: a whole text, or one of its segments. */
export interface OperatorRequest {
  /** Segments (0-based) that its answer counts for. */
  segments: number[];
  values: TemplateValues;
}

export interface RequestContext {
  /** Whether each segment goes by itself. */
  splits: boolean;
  nowMs: number;
}

/**
 * The requests that a text makes. The same segment always has the same `requestId`, so that an operator that knows it from an
 * attempt of unknown outcome can tell that it is the same one.
 */
export function operatorRequests(text: SubmitText, context: RequestContext): OperatorRequest[] {
  const pending = text.segments ?? Array.from({ length: text.segmentCount }, (_, index) => index);
  const common = commonValues(text, context);
  if (!context.splits || text.segmentCount === 1) {
    const [only] = context.splits ? partsOf(text) : [];
    const values = { ...common, segment: "1", udhHex: only?.udhHex ?? "", dataHex: only?.dataHex ?? "" };
    return [{ segments: pending, values: { ...values, text: text.text, requestId: text.messageId } }];
  }
  const parts = partsOf(text);
  return pending.map((segment) => ({
    segments: [segment],
    values: {
      ...common,
      ...parts[segment],
      segment: String(segment + 1),
      requestId: `${text.messageId}-${segment + 1}`,
    },
  }));
}

function commonValues(text: SubmitText, context: RequestContext): TemplateValues {
  const leftMs = text.validUntilMs === undefined ? null : text.validUntilMs - context.nowMs;
  return {
    to: text.to,
    toDigits: text.to.replace(/^\+/, ""),
    from: text.from,
    messageId: text.messageId,
    encoding: text.encoding,
    dataCoding: text.encoding === "gsm7" ? "0" : "8",
    segmentCount: String(text.segmentCount),
    validitySeconds: leftMs === null ? "" : String(Math.max(1, Math.ceil(leftMs / 1_000))),
    accountId: text.accountId ?? "",
    clientReference: text.clientReference ?? "",
    timestampSeconds: String(Math.floor(context.nowMs / 1_000)),
  };
}

function partsOf(text: SubmitText): { text: string; udhHex: string; dataHex: string }[] {
  const texts = segmentTexts(text);
  return encodeSegments(text, text.reference, 8).map(({ userDataHeader, data, index }) => ({
    text: texts[index] ?? "",
    udhHex: hexOf(userDataHeader),
    dataHex: hexOf(data),
  }));
}
