import { type CompiledRoutes, compileRoutes } from "../../../src/routing/compile-routes.ts";
import type { RouteRequest } from "../../../src/routing/conditions.ts";
import type { OperatorLookup } from "../../../src/routing/operators.ts";
import { type RouteRule, type RouteTable, routeTableSchema } from "../../../src/routing/route-table.ts";

/** A rule as an operator writes it; carriers may be named by their id alone. */
export type WrittenRule = { id: string; to: (string | RouteRule["targets"][number])[] } & Partial<
  Omit<RouteRule, "id" | "targets">
>;

export function tableOf(rules: readonly WrittenRule[]): RouteTable {
  return routeTableSchema.parse({
    rules: rules.map(({ to, ...rule }) => ({
      ...rule,
      targets: to.map((target) => (typeof target === "string" ? { carrierId: target } : target)),
    })),
  });
}

export function routesOf(rules: readonly WrittenRule[], operatorOf?: OperatorLookup): CompiledRoutes {
  return compileRoutes(tableOf(rules), operatorOf);
}

/** Monday 2 March 2026, 10:00 UTC. */
export const mondayAtTenMs = Date.UTC(2026, 2, 2, 10);

export function requestOf(changes: Partial<RouteRequest> = {}): RouteRequest {
  return {
    accountId: "acc_1",
    sender: "Acme",
    recipient: "+4915112345678",
    lane: "normal",
    text: "Your code is 1234",
    nowMs: mondayAtTenMs,
    messageId: "msg_01KJQ0000000000000000000A1",
    ...changes,
  };
}
