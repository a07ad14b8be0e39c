import { CommandError } from "./command-error.ts";
import { problemText } from "./problem-text.ts";

/** How long an answer may take. */
const timeoutMs = 30_000;

export interface ApiRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** What follows `/admin/v1`. */
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in the place of `body`. */
  csv?: string | undefined;
  headers?: Readonly<Record<string, string>>;
}

/** Calls the admin API and answers its JSON, null where there is none. Throws a CommandError that says what was wrong. */
export type AdminApi = (request: ApiRequest) => Promise<unknown>;

export function createAdminApi(edge: { url: string; key: string; author: string | undefined }): AdminApi {
  return async ({ method, path, query = {}, body, csv, headers }) => {
    const url = new URL(`${edge.url.replace(/\/+$/, "")}/admin/v1${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${edge.key}`,
        ...(edge.author !== undefined && { "x-heliograph-author": edge.author }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(csv !== undefined && { "content-type": "text/csv" }),
        ...headers,
      },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(csv !== undefined && { body: csv }),
    };
    return readAnswer(await reach(url, init), url);
  };
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CommandError(
      `${url.origin} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

async function readAnswer(response: Response, url: URL): Promise<unknown> {
  const text = await response.text();
  if (response.status === 204) return null;
  const body = parse(text);
  if (response.ok && body !== undefined) return body;
  throw new CommandError(
    problemText(response.status, body) ?? `${url.href} answered ${response.status}, and not as the admin API does.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
