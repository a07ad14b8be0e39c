import { findConfigVersion } from "../db/config-versions.ts";
import { type SampledMessage, sampleMessages } from "../db/sample-messages.ts";
import { type Result, fail, ok } from "../errors.ts";
import { idTimeMs } from "../ids.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { type RouteSimulation, type SimulatedMessage, simulateRoutes } from "../routing/simulate-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { defaultRoutes } from "./default-routes.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

const sampledMs = 3_600_000;
const sampleLimit = 10_000;

/** What a table would do to the last hour's messages. */
export interface RoutesTrial extends RouteSimulation {
  /** The version it was held against, 0 where there is none. */
  version: number;
  /** Whether there were more messages than were looked at. */
  sampled: boolean;
}

/**
 * Routes the last hour's messages, up to 10,000 of them, by the latest version and by a table that is not stored.
 * Errors: invalid_routes, version_conflict.
 */
export async function tryRoutes(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  table: RouteTable,
  { nowMs, expectedVersion }: { nowMs: number; expectedVersion?: number | undefined },
): Promise<Result<RoutesTrial>> {
  const [checked, latest] = await Promise.all([checkRoutes(env, table), findConfigVersion(env.DB, routesSubject)]);
  if (!checked.ok) return checked;
  const version = latest?.version ?? 0;
  if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
  const before = latest === null ? defaultRoutes(env) : parseRoutes(latest.body);
  const messages = await sampleMessages(env.DB, nowMs - sampledMs, sampleLimit);
  const simulation = simulateRoutes(before, table, messages.map(toSimulated));
  return ok({ version, sampled: isSampled(messages), ...simulation });
}

function toSimulated(message: SampledMessage): SimulatedMessage {
  const { id, body, ...rest } = message;
  return { ...rest, messageId: id, text: body, nowMs: idTimeMs(id) };
}

/** True when an account had its full share, of which it may have sent more. */
function isSampled(messages: readonly SampledMessage[]): boolean {
  const counts = new Map<string, number>();
  for (const { accountId } of messages) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return Math.max(0, ...counts.values()) >= Math.floor(sampleLimit / Math.max(1, counts.size));
}
