import { findConnectorService } from "../connectors/connector-service.ts";
import { withServiceHeaders } from "../connectors/service-headers.ts";
import { findCarrier } from "../db/carriers.ts";
import { type Result, fail, ok } from "../errors.ts";

/**
 * Hands a connector's WebSocket to its carrier's object, with what operators said of the connector, where it names itself.
 * Errors: not_found.
 */
export async function openLink(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  request: Request,
  connectorId: string | null,
): Promise<Result<Response>> {
  const [carrier, service] = await Promise.all([
    findCarrier(env.DB, carrierId),
    connectorId === null ? null : findConnectorService(env.DB, connectorId),
  ]);
  if (carrier === null) return fail("not_found");
  return ok(await env.CARRIER.getByName(carrierId).fetch(withServiceHeaders(request, service)));
}
