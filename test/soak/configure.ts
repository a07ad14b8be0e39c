import { z } from "zod";
import { loopback } from "../../local/ports.ts";
import { type Admin, carrierIds } from "./admin.ts";
import type { BindLink } from "./names.ts";
import { credentials } from "./soak-smsc.ts";

const accountSchema = z.object({ apiKey: z.object({ key: z.string() }) });
const routesSchema = z.object({ activeFrom: z.string() });

const limits = { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000 };
/** Short, so that a soak sees many sessions end and many outcomes become unknown. */
const sessionTimes = { responseTimeoutMs: 3_000, bindTimeoutMs: 3_000, reconnectMinMs: 200, reconnectMaxMs: 2_000 };
const failover = { unboundAfterSeconds: 2, throttledAfterSeconds: 3 };

/** An account, and two carriers with three binds each that share its texts and stand in for each other from then on. */
export async function configure(
  admin: Admin,
  ports: Record<BindLink, number>,
): Promise<{ apiKey: string; activeFromMs: number }> {
  const account = accountSchema.parse(await admin.call("POST", "/accounts", { name: "Soak", limits }));
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
  return { apiKey: account.apiKey.key, activeFromMs: Date.parse(activeFrom) };
}
