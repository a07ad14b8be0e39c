import type { z } from "@hono/zod-openapi";
import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";

/** More than anyone reads, and a bound on what a hostile body can make us say. */
const errorLimit = 100;
const pathLimit = 100;

/** Holds a value against a schema; what is wrong is told by field, `prefix` before each path. Errors: invalid_request. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, prefix = ""): Result<z.output<S>> {
  const parsed = schema.safeParse(value, { error: describeIssue });
  if (parsed.success) return ok(parsed.data);
  const fields = parsed.error.issues.flatMap((issue) => fieldErrorsOf(issue, prefix)).slice(0, errorLimit);
  return failFields(fields);
}

function fieldErrorsOf(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => fieldError([...path, key], "There is no such field here.", prefix));
  }
  return [fieldError(path, issue.message, prefix)];
}

function fieldError(path: string[], message: string, prefix: string): FieldError {
  return { path: (prefix + path.join(".")).slice(0, pathLimit), code: "invalid_request", message };
}

/** What zod says, in this API's words; undefined leaves it to zod. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This field is required." : `This must be ${withArticle(issue.expected)}.`;
    case "invalid_value":
      return `This must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}.`;
    case "too_small":
      return `This must ${sizeOf(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}.`;
    case "too_big":
      return `This must ${sizeOf(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}.`;
    default:
      return undefined;
  }
}

function withArticle(type: string): string {
  const name = type === "int" ? "integer" : type;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

function sizeOf(origin: string): string {
  return origin === "string" || origin === "array" ? "have" : "be";
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}
