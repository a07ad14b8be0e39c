import { type HeliographClient, createHeliographClient } from "../client/index.ts";
import { CommandError } from "./command-error.ts";
import { given } from "./given.ts";
import { problemText } from "./problem-text.ts";

/** How long an answer may take; one that is streamed may go on for longer. */
const timeoutMs = 30_000;

export interface Edge {
  url: string;
  /** The operator's. */
  key: string;
  author: string | undefined;
}

/** A client whose calls end in an answer of success, or throw a CommandError that says what was wrong. */
export function openClient({ url, key, author }: Edge): HeliographClient {
  refuseUnusable(url, key);
  const client = createHeliographClient({
    baseUrl: url.replace(/\/+$/, ""),
    key,
    ...given({ author }),
    // Of an operator's changes only payments know an Idempotency-Key: whether to try again is for a person to say.
    attempts: 1,
    fetch: fetchInTime,
  });
  client.use({
    onError: ({ request, error }) => unreachable(request.url, error),
    onResponse: ({ request, response }) => refuseFailure(request, response),
  });
  return client;
}

async function fetchInTime(request: Request): Promise<Response> {
  const waiting = new AbortController();
  const reason = new Error(`there is no answer in ${timeoutMs / 1_000} seconds`);
  const timer = setTimeout(() => waiting.abort(reason), timeoutMs).unref();
  const response = await fetch(request, { signal: waiting.signal });
  if (isStreamed(response)) clearTimeout(timer);
  return response;
}

/** Throws a CommandError where no request can be made of these, such as for a key that no header can carry. */
function refuseUnusable(url: string, key: string): void {
  try {
    void new Request(url, { headers: { authorization: `Bearer ${key}` } });
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: string, error: unknown): CommandError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CommandError(`${new URL(url).origin} cannot be reached: ${reason}`);
}

async function refuseFailure(request: Request, response: Response): Promise<void> {
  if (response.status === 204 || (response.ok && isStreamed(response))) return;
  const body = parse(await response.clone().text());
  if (response.ok && body !== undefined) return;
  throw new CommandError(
    problemText(response.status, body) ?? `${request.url} answered ${response.status}, and not as the admin API does.`,
  );
}

function isStreamed(response: Response): boolean {
  return /^(application\/x-ndjson|text\/csv)\b/.test(response.headers.get("content-type") ?? "");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
