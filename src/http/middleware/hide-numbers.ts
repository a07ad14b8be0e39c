import { fail } from "../../errors.ts";
import { readDigits } from "../../sms/address-digits.ts";
import { redactAddress } from "../../sms/redact-address.ts";
import type { AppContext } from "../app-env.ts";
import { problem } from "../problem.ts";

/** Fields that have what somebody wrote, in whole or in part. */
const textFields = new Set(["text", "body", "keyword", "parameters", "pdu", "payload"]);
const hiddenText = "•••";
/** Files of figures alone. */
const filesOfFigures = /^\/v1\/(ledger|usage)$/;

/** A day in the query; it has as many digits as a short number. */
const dayPattern = /^20\d\d-[01]\d-[0-3]\d$/;
/** What `redactAddress` hides has so many. */
const leastDigits = 8;

/**
 * Whether a request has a number in its path or query. An answer of any kind says whether it is there, so a thousand questions would find
 * what is hidden of one.
 */
export function asksByNumber(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split("/").map(decoded), ...searchParams.values()].some((value) => {
    const read = readDigits(value);
    return read.ok && read.digits.length >= leastDigits && !dayPattern.test(value);
  });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * An answer for somebody who does not see numbers: these without their middle, texts not at all. It is done to whatever is answered, so that
 * an operation that is added hides them too; what is no JSON they do not get.
 */
export async function hideNumbers(c: AppContext, response: Response): Promise<Response> {
  if (response.body === null) return response;
  const mediaType = response.headers.get("content-type") ?? "";
  if (!/[/+]json\b/.test(mediaType)) {
    if (filesOfFigures.test(c.req.path)) return response;
    await response.body.cancel();
    return problem(
      c,
      fail("missing_scope", { message: "The person's role does not show numbers, which this has." }).error,
    );
  }
  const { status, headers } = response;
  return new Response(JSON.stringify(hidden(await response.json())), { status, headers });
}

function hidden(value: unknown): unknown {
  if (typeof value === "string") return hideIn(value);
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      textFields.has(name) && typeof inner === "string" ? hiddenText : hidden(inner),
    ]),
  );
}

/** Also numbers within a sentence, such as the detail of an error. */
function hideIn(text: string): string {
  return redactAddress(text).replaceAll(/\+\d{8,}/g, redactAddress);
}
