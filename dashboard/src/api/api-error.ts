import type { Schema } from "./client.ts";

export type Problem = Schema<"Problem">;

/** What the API said instead of doing what was asked (RFC 9457). `retryAfterSeconds` where it says when to ask again. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(`${problem.title} ${problem.detail}`);
    this.name = "ApiError";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Whether the session ended, so that only signing in helps. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "unauthenticated";
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What openapi-fetch answered: the body, or the problem thrown. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw errorOf(error, response);
  return data as Data;
}

/** The problem of an answer; one of a proxy on the way is none, and is told as an unexpected one. */
export function errorOf(body: unknown, response: Response): ApiError {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiError(problemOf(body, response), Number.isFinite(seconds) ? seconds : null);
}

function problemOf(body: unknown, response: Response): Problem {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) return body as Problem;
  return {
    type: "about:blank",
    code: "internal_error",
    title: response.statusText || `HTTP ${response.status}`,
    detail: "",
    status: response.status,
    instance: new URL(response.url || location.href).pathname,
    requestId: response.headers.get("x-request-id") ?? "",
  };
}
