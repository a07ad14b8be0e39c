import { operation } from "./fields.ts";

/** What the other side answered to an operation (EMI/UCP Interface Specification 4.0 §2). */
export type Result =
  /** SM: for a submit, `AdC:SCTS`. */
  | { ok: true; systemMessage: string }
  /** EC, see nack-codes.ts, and SM: what the other side adds, free text. */
  | { ok: false; errorCode: number; systemMessage: string };

/** Operations of the 50 series put MVP, the modified validity period, before SM. */
function hasValidity(operationType: number): boolean {
  return operationType >= 50 && operationType < 60;
}

/** Reads the fields of a result; undefined for what is neither a positive nor a negative one. */
export function readResult(operationType: number, fields: readonly string[]): Result | undefined {
  const [sign, second = "", third = ""] = fields;
  if (sign === "A") {
    return { ok: true, systemMessage: hasValidity(operationType) ? third : second };
  }
  if (sign !== "N" || !/^\d\d$/.test(second)) {
    return undefined;
  }
  return { ok: false, errorCode: Number(second), systemMessage: third };
}

/** The fields of a result. */
export function writeResult(operationType: number, result: Result): string[] {
  const systemMessage = result.systemMessage.replaceAll(/[^\u0020-\u002e\u0030-\u007e]/g, " ");
  if (!result.ok) {
    return ["N", String(result.errorCode).padStart(2, "0"), systemMessage];
  }
  return hasValidity(operationType) ? ["A", "", systemMessage] : ["A", systemMessage];
}

/** Alerts are answered with the number of messages that wait; there never are any (§4.6.1). */
export const alertAnswer: Result = { ok: true, systemMessage: "0000" };

/** Whether this operation is one a session answers by itself. */
export function isAlert(operationType: number): boolean {
  return operationType === operation.alert;
}
