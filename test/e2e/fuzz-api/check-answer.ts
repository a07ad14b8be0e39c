import { z } from "zod";
import { type ErrorCode, errorTable } from "../../../src/errors.ts";
import { errorStatus } from "../../../src/http/error-status.ts";
import type { ApiDocument, ApiOperation, Schema } from "../../support/openapi.ts";
import type { FuzzAnswer } from "./call.ts";
import type { FuzzRequest } from "./make-request.ts";

const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(Object.keys(errorTable) as [ErrorCode]),
  requestId: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});

/** A status that no code has: what opens a link and asks for no WebSocket is told so by it. */
const upgradeRequired = 426;

/** Other paths are the dashboard's. */
const apiPath = /^\/(v1|admin|connector|operators)\/|^\/healthz$/;

/** Holds answers against the document. */
export class AnswerCheck {
  readonly #defs: unknown;
  readonly #byPath: { operation: ApiOperation; pattern: RegExp }[];
  readonly #schemas = new Map<Schema, z.ZodType>();

  constructor({ operations, schemas }: ApiDocument) {
    this.#defs = localReferences(schemas);
    this.#byPath = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  }

  /** What is wrong with an answer; empty where nothing is. */
  faultsOf(request: FuzzRequest, answer: FuzzAnswer): string[] {
    const { status, headers, body } = answer;
    if (!apiPath.test(request.path)) return [];
    if (headers["x-request-id"] === undefined)
      return [`it is ${status} and has no X-Request-Id: ${body.slice(0, 300)}`];
    if (status >= 500 && status !== 503) return [`it is ${status}: ${body.slice(0, 300)}`];
    const operation = this.#operationOf(request);
    const documented = operation?.responses[status];
    if (operation !== undefined && documented === undefined)
      return [`${status} is not documented: ${body.slice(0, 300)}`];
    if (request.method === "HEAD" || answer.isStream || status === 304) return [];
    if (status >= 400) return faultsOfProblem(answer);
    const mediaType = (headers["content-type"] ?? "").split(";")[0] ?? "";
    if (documented === undefined || (body === "" && Object.keys(documented.content).length === 0)) return [];
    const content = documented.content[mediaType];
    if (content === undefined) return [`${mediaType} is not documented for ${status}`];
    return mediaType === "application/json" && content.schema !== undefined
      ? this.#faultsOfJson(content.schema, JSON.parse(body))
      : [];
  }

  #operationOf({ method, path }: FuzzRequest): ApiOperation | undefined {
    const pathname = path.split("?")[0] ?? "";
    return this.#byPath.find(({ operation, pattern }) => operation.method === method && pattern.test(pathname))
      ?.operation;
  }

  #faultsOfJson(schema: Schema, value: unknown): string[] {
    let compiled = this.#schemas.get(schema);
    if (compiled === undefined) {
      const whole = { ...(localReferences(schema) as object), $defs: this.#defs };
      compiled = z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
      this.#schemas.set(schema, compiled);
    }
    const parsed = compiled.safeParse(value);
    return parsed.success ? [] : [`its body is not as documented: ${z.prettifyError(parsed.error)}`];
  }
}

function faultsOfProblem({ status, headers, body }: FuzzAnswer): string[] {
  if (headers["content-type"] !== "application/problem+json") return [`${status} is ${headers["content-type"]}`];
  const parsed = problemSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return [`it is no problem as documented: ${z.prettifyError(parsed.error)}`];
  const problem = parsed.data;
  const faults: string[] = [];
  if (problem.status !== status) faults.push(`it says status ${problem.status} and is ${status}`);
  if (errorStatus[problem.code] !== status && status !== upgradeRequired) faults.push(`${problem.code} is ${status}`);
  if (problem.requestId !== headers["x-request-id"]) faults.push("it has two request ids");
  if (problem.detail === "") faults.push("it says nothing");
  return faults;
}

/** References as a schema of its own has them. Patterns with classes of Unicode are left out: zod compiles them without the flag. */
function localReferences(value: unknown): unknown {
  const text = JSON.stringify(value, (name, inner: unknown) =>
    name === "pattern" && typeof inner === "string" && inner.includes("\\p{") ? undefined : inner,
  );
  return JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/"));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
