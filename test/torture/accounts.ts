import { z } from "zod";
import type { Admin } from "./admin.ts";
import { type AccountName, type SinkName, accountNames, sinkNames } from "./names.ts";
import type { Sinks } from "./sinks.ts";
import { ask } from "./api.ts";

/** A customer of the torture: prepaid, with a webhook endpoint at each of its sinks. */
export interface TortureAccount {
  name: AccountName;
  id: string;
  apiKey: string;
  /** Ids of its webhook endpoints. */
  endpoints: Record<SinkName, string>;
}

const accountSchema = z.object({ id: z.string(), apiKey: z.object({ key: z.string() }) });
const endpointSchema = z.object({ id: z.string(), secret: z.string() });

const limits = { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000 };
/** Of a segment, in millionths of a euro: by country, and another by prefix. */
export const prices = { country: 12_000, prefix: { digits: "57310", micros: 11_000 } } as const;
/** What each batch may hold; the slow one would else never be done. */
const maxBatch: Record<SinkName, number> = { honest: 1, slow: 100, faulty: 10 };
/** The number that handsets write to, and whose it is. */
export const inboundNumber = "85432";
export const inboundOwner: AccountName = "delivered";

export async function makeAccounts(admin: Admin, url: string, sinks: Sinks): Promise<TortureAccount[]> {
  const accounts: TortureAccount[] = [];
  for (const name of accountNames) {
    const { id, apiKey } = accountSchema.parse(await admin.call("POST", "/accounts", { name, limits }));
    await admin.call("PUT", `/prices/${name}`, {
      currency: "EUR",
      chargeOn: name,
      rows: [
        { country: "CO", priceMicros: prices.country },
        { prefix: prices.prefix.digits, priceMicros: prices.prefix.micros },
      ],
    });
    await admin.call("PUT", `/accounts/${id}/money`, { priceListId: name });
    if (name === inboundOwner) await admin.call("PUT", `/numbers/${inboundNumber}`, { accountId: id });
    const endpoints: [SinkName, string][] = [];
    for (const sink of sinkNames) {
      const settings = { url: sinks.urlOf(name, sink), events: ["*"], maxBatch: maxBatch[sink] };
      const answer = await ask(`${url}/v1/webhooks`, apiKey.key, "POST", settings);
      const endpoint = endpointSchema.parse(JSON.parse(answer?.body ?? "{}"));
      sinks.expect(name, sink, endpoint.secret);
      endpoints.push([sink, endpoint.id]);
    }
    accounts.push({
      name,
      id,
      apiKey: apiKey.key,
      endpoints: Object.fromEntries(endpoints) as TortureAccount["endpoints"],
    });
  }
  return accounts;
}

/** What a segment to this recipient costs. */
export function priceOf(to: string): number {
  return to.startsWith(`+${prices.prefix.digits}`) ? prices.prefix.micros : prices.country;
}
