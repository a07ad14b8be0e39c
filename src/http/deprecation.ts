import type { RouteConfig } from "@hono/zod-openapi";
import type { Operation } from "./operation.ts";

/** That an operation is on its way out. */
export interface Deprecation {
  /** When it was said first; UTC, as `2026-11-21`. */
  since: string;
  /** When it stops to answer; UTC, as `2027-11-21`. */
  sunset: string;
  /** The path of what there is in its place. */
  successor: string;
}

/** The operation as the document has it, and with the headers of RFC 9745, RFC 8594 and RFC 8288 on its answers. */
export function withDeprecation(operation: Operation): Operation {
  const { deprecated, route, handle } = operation;
  if (deprecated === undefined) return operation;
  const headers = Object.entries(headersOf(deprecated));
  return {
    ...operation,
    route: describe(route, deprecated),
    handle: async (c) => {
      const answer = await handle(c);
      for (const [name, value] of headers) answer.headers.set(name, value);
      return answer;
    },
  };
}

function describe(route: RouteConfig, { sunset, successor }: Deprecation): RouteConfig {
  const notice = `Deprecated: gone after ${sunset}; use \`${successor}\`.`;
  return { ...route, deprecated: true, description: `${notice} ${route.description ?? ""}`.trim() };
}

function headersOf({ since, sunset, successor }: Deprecation): Record<string, string> {
  return {
    deprecation: `@${Date.parse(since) / 1_000}`,
    sunset: new Date(sunset).toUTCString(),
    link: `<${successor}>; rel="successor-version"`,
  };
}
