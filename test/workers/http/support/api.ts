import { exports } from "cloudflare:workers";
import { z } from "@hono/zod-openapi";
import { operations } from "../../../../src/http/operations.ts";
import { problemSchema } from "../../../../src/http/problem.ts";

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  body: unknown;
}

export interface CallOptions {
  key?: string;
  /** Sent as JSON, or as it is where it is a string or a stream. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the Worker as a customer would, and holds the answer against what /openapi.json says of the operation. */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { key, body } = options;
  const headers = new Headers(options.headers);
  if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
  if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    init.body = typeof body === "string" || body instanceof ReadableStream ? body : JSON.stringify(body);
  }
  const response = await exports.default.fetch(new Request(`https://edge.test${path}`, init));
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const answer = {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== "" ? parseJson(text) : text,
  };
  checkAgainstDocument(method, new URL(path, "https://edge.test").pathname, answer);
  return answer;
}

/** The body of an answer that is an error, as it has to be. */
export function problemOf(answer: Answer): z.infer<typeof problemSchema> {
  return z.strictObject(problemSchema.shape).parse(answer.body);
}

function parseJson(text: string): unknown {
  return JSON.parse(text) as unknown;
}

const documentedSchema = z.object({
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
});

function checkAgainstDocument(method: string, path: string, { status, headers, body }: Answer): void {
  const operation = operations.find(
    ({ route }) => route.method.toUpperCase() === method && pathPattern(route.path).test(path),
  );
  if (operation === undefined) return;
  const response: unknown = operation.route.responses[status];
  if (response === undefined) throw new Error(`${method} ${path} answered ${status}, which is not documented`);
  const { content, headers: named } = documentedSchema.parse(response);
  if (named?.["ETag"] !== undefined && !headers.has("etag")) throw new Error(`${method} ${path} has no ETag`);
  if (content === undefined) return;
  const mediaType = headers.get("content-type") ?? "";
  const schema = content[mediaType]?.schema;
  if (!(schema instanceof z.ZodType)) throw new Error(`${method} ${path} answered with ${mediaType}, not documented`);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`${method} ${path} ${status}: ${parsed.error.message}`);
  const undocumented = fieldsLost(body, parsed.data);
  if (undocumented.length > 0)
    throw new Error(`${method} ${path} ${status} has undocumented ${undocumented.join(", ")}`);
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}

/** Paths of fields that a schema did not know and left out. */
function fieldsLost(before: unknown, after: unknown, path = ""): string[] {
  if (typeof before !== "object" || before === null) return [];
  if (typeof after !== "object" || after === null) return [path];
  const known = new Map<string, unknown>(Object.entries(after));
  return Object.entries(before).flatMap(([name, value]) =>
    known.has(name) ? fieldsLost(value, known.get(name), `${path}.${name}`) : [`${path}.${name}`],
  );
}
