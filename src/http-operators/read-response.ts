import { compileTextPattern } from "../routing/text-pattern.ts";
import { type JsonValue, parseJson, textOf, valueAt } from "./json-value.ts";
import type { HttpOperatorConfig, ResponseValue } from "./operator-config.ts";
import { type Refusal, refusalOf, retryAfterMs } from "./refusals.ts";

/** A response as it came; `body` is its beginning where `isCut`. */
export interface OperatorResponse {
  status: number;
  header(name: string): string | null;
  body: string;
  isCut: boolean;
}

export type ResponseOutcome =
  | { kind: "accepted"; /** Absent where the response does not name it. */ carrierMessageId?: string }
  | { kind: "refused"; refusal: Refusal; /** What the operator asks us to wait. */ restMs?: number };

/** Longest id that is kept. */
const idLimit = 128;

/** What a response means for the segments that its request was for. */
export function readResponse(
  config: HttpOperatorConfig["response"],
  response: OperatorResponse,
  requestId: string,
  nowMs: number,
): ResponseOutcome {
  const { status } = response;
  const json = parseJson(response.body);
  const isSuccessStatus =
    config.statuses.length === 0 ? status >= 200 && status < 300 : config.statuses.includes(status);
  if (isSuccessStatus && config.condition !== null && response.isCut) {
    return { kind: "refused", refusal: { name: "RESPONSE_TOO_LONG", action: "unknown" } };
  }
  if (isSuccessStatus && holds(config.condition, response.body, json))
    return accepted(config, response, json, requestId);
  const code = config.errorCode === null ? undefined : find(config.errorCode, response, json);
  const refusal = refusalOf(status, code, config.errors);
  const restMs = retryAfterMs(response.header("retry-after"), nowMs);
  return restMs === undefined ? { kind: "refused", refusal } : { kind: "refused", refusal, restMs };
}

function accepted(
  config: HttpOperatorConfig["response"],
  response: OperatorResponse,
  json: JsonValue | undefined,
  requestId: string,
): ResponseOutcome {
  if (config.id === null) return { kind: "accepted" };
  const id = config.id.in === "requestId" ? requestId : find(config.id, response, json)?.trim();
  return id === undefined || id === "" || id.length > idLimit
    ? { kind: "accepted" }
    : { kind: "accepted", carrierMessageId: id };
}

function holds(
  condition: HttpOperatorConfig["response"]["condition"],
  body: string,
  json: JsonValue | undefined,
): boolean {
  if (condition === null) return true;
  if ("pattern" in condition) {
    const pattern = compileTextPattern(condition.pattern);
    return pattern.ok && pattern.matches(body);
  }
  const value = valueAt(json, condition.pointer);
  return condition.equals.some((expected) => expected === value);
}

function find(where: ResponseValue, response: OperatorResponse, json: JsonValue | undefined): string | undefined {
  switch (where.in) {
    case "json":
      return textOf(valueAt(json, where.pointer));
    case "header":
      return response.header(where.name) ?? undefined;
    case "text":
      return between(response.body, where.after, where.before);
  }
}

function between(text: string, after: string, before: string | undefined): string | undefined {
  const start = text.indexOf(after);
  if (start === -1) return undefined;
  const rest = text.slice(start + after.length);
  const end = before === undefined ? rest.search(/[\r\n]/) : rest.indexOf(before);
  return end === -1 ? rest : rest.slice(0, end);
}
