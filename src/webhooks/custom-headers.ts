import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";

const countLimit = 10;
const nameLimit = 64;
const valueLimit = 1_000;
const namePattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const valuePattern = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;

/** What the request itself is made of, and what proxies on the way act on. */
const reserved =
  /^(?:webhook-.*|svix-.*|content-.*|host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|date|cookie|set-cookie|accept-encoding|forwarded|x-forwarded-.*|x-real-ip|via|user-agent|proxy-.*|sec-.*|cf-.*|cdn-loop)$/i;

/** Headers a customer wants with every request, names in lower case. Errors: invalid_request. */
export function checkCustomHeaders(headers: Readonly<Record<string, string>>): Result<Record<string, string>> {
  const checked: Record<string, string> = {};
  const fields: FieldError[] = [];
  const names = Object.keys(headers);
  if (names.length > countLimit) fields.push(field("headers", `There may be at most ${countLimit}.`));
  for (const name of names.slice(0, countLimit)) {
    const problem = problemOf(name, headers[name] ?? "");
    if (problem === null) checked[name.toLowerCase()] = headers[name] ?? "";
    else fields.push(field(`headers.${name.slice(0, nameLimit)}`, problem));
  }
  return fields.length === 0 ? ok(checked) : failFields(fields);
}

function problemOf(name: string, value: string): string | null {
  if (name.length > nameLimit || !namePattern.test(name)) return "This is no name a header can have.";
  if (reserved.test(name)) return "This header is set by the service.";
  if (value.length > valueLimit) return `This must have at most ${valueLimit} characters.`;
  return valuePattern.test(value) ? null : "This must be printable ASCII without blanks at its ends.";
}

function field(path: string, message: string): FieldError {
  return { path, code: "invalid_request", message };
}
