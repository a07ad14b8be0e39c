import createFetchClient, { type Client } from "openapi-fetch";
import type { components, paths } from "#api";

export type ApiPaths = paths;
export type ApiClient = Client<ApiPaths>;

/** A body of the API by its name in the OpenAPI document, such as `Schema<"AcceptedMessage">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** Which account a request acts in; null for the operator's side and for people's own affairs. */
export type Scope = string | null;

const clients = new Map<Scope, ApiClient>();

/** The API as the person who is signed in, in an account or outside of any. */
export function clientOf(accountId: Scope): ApiClient {
  const known = clients.get(accountId);
  if (known !== undefined) return known;
  const client = createFetchClient<ApiPaths>({
    baseUrl: location.origin,
    ...(accountId !== null && { headers: { "x-heliograph-account": accountId } }),
  });
  client.use({ onRequest: withIdempotencyKey });
  clients.set(accountId, client);
  return client;
}

/** A POST that is made again after a broken connection does nothing twice. */
function withIdempotencyKey({ request }: { request: Request }): Request {
  if (request.method === "POST" && !request.headers.has("idempotency-key")) {
    request.headers.set("idempotency-key", crypto.randomUUID());
  }
  return request;
}
