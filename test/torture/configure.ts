import { z } from "zod";
import { loopback } from "../../local/ports.ts";
import { type Admin, carrierIds } from "./admin.ts";
import type { BindLink } from "./names.ts";
import { credentials } from "./torture-smsc.ts";

const routesSchema = z.object({ activeFrom: z.string() });

/** Short, so that many sessions end and many outcomes become unknown. */
const sessionTimes = { responseTimeoutMs: 3_000, bindTimeoutMs: 3_000, reconnectMinMs: 200, reconnectMaxMs: 2_000 };
const failover = { unboundAfterSeconds: 2, throttledAfterSeconds: 3 };

/** Two carriers with three binds each that share all texts and stand in for each other. Returns from when on. */
export async function configureCarriers(admin: Admin, ports: Record<BindLink, number>): Promise<number> {
  for (const id of carrierIds) {
    const binds = ([1, 2, 3] as const).map((number) => ({
      id: `${id}-${number}`,
      host: loopback,
      port: ports[`${id}-${number}`],
      ...credentials[id],
      ...(id === "smpp" ? { enquireLinkIntervalMs: 2_000 } : { kind: "ucp", keepaliveIntervalMs: 2_000 }),
      windowSize: 20,
      ...sessionTimes,
    }));
    await admin.call("PUT", `/carriers/${id}`, { name: id, binds, failover });
  }
  const rule = { id: "all", strategy: "weight", targets: carrierIds.map((carrierId) => ({ carrierId, weight: 1 })) };
  const { activeFrom } = routesSchema.parse(await admin.call("PUT", "/routes", { rules: [rule] }));
  return Date.parse(activeFrom);
}
