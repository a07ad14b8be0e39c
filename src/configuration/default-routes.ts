import { type RouteTable, routeTableSchema } from "../routing/route-table.ts";

/** What routes say while none have been stored: every text goes to the one carrier. */
export function defaultRoutes(env: Pick<Env, "DEFAULT_CARRIER_ID">): RouteTable {
  return routeTableSchema.parse({ rules: [{ id: "default", targets: [{ carrierId: env.DEFAULT_CARRIER_ID }] }] });
}
