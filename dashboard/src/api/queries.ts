import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { FetchOptions, FetchResponse, MaybeOptionalInit } from "openapi-fetch";
import { unwrap } from "./api-error.ts";
import { type ApiClient, type ApiPaths, clientOf, type Scope } from "./client.ts";

/** Paths that can be read. */
export type ReadPath = {
  [Path in keyof ApiPaths]: ApiPaths[Path] extends { get: object } ? Path : never;
}[keyof ApiPaths];

export type ReadInit<Path extends ReadPath> = MaybeOptionalInit<ApiPaths[Path], "get">;
export type ReadAnswer<Path extends ReadPath> = Exclude<
  FetchResponse<
    ApiPaths[Path] extends { get: infer Operation extends Record<string, unknown> } ? Operation : never,
    FetchOptions<unknown>,
    "application/json"
  >["data"],
  undefined
>;

/** The key under which an answer is kept: `[account, path, parameters]`, so that a path can be told to be out of date as a whole. */
export function keyOf(accountId: Scope, path: ReadPath, params?: unknown): readonly unknown[] {
  return params === undefined ? [accountId, path] : [accountId, path, params];
}

/** A read of the API for useQuery, with the types of its operation. */
export function read<Path extends ReadPath>(
  accountId: Scope,
  path: Path,
  ...[init]: undefined extends ReadInit<Path> ? [init?: ReadInit<Path>] : [init: ReadInit<Path>]
) {
  const params = (init as { params?: unknown } | undefined)?.params;
  return queryOptions<ReadAnswer<Path>>({
    queryKey: keyOf(accountId, path, params),
    queryFn: ({ signal }) =>
      unwrap(get(clientOf(accountId), path, { ...(init as object), signal })) as Promise<ReadAnswer<Path>>,
  });
}

/** Everything read from a path is out of date: what is on the screen is read again, the rest when it is shown. */
export function invalidate(queries: QueryClient, accountId: Scope, ...paths: ReadPath[]): Promise<void> {
  return Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: keyOf(accountId, path) }))).then(
    () => undefined,
  );
}

type UntypedGet = (path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

// The path decides the types, which openapi-fetch cannot follow through a generic; `read` gives them back.
function get(client: ApiClient, path: string, init: object): ReturnType<UntypedGet> {
  return (client.GET as unknown as UntypedGet)(path, init);
}
