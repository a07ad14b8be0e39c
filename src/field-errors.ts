import { type FieldError, type ServiceError, fail } from "./errors.ts";

/** The error of a request with these fields wrong. Where it is one, its own code and message speak for the whole. */
export function failFields(fields: FieldError[]): { ok: false; error: ServiceError } {
  const [first, ...others] = fields;
  if (first === undefined) return fail("invalid_request");
  if (others.length > 0) return fail("invalid_request", { fields });
  const message = first.path === "" ? first.message : `${first.path}: ${first.message}`;
  return fail(first.code, { message, fields });
}
