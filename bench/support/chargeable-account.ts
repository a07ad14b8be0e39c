import type { Admin } from "../../local/bootstrap.ts";
import type { Call } from "./call.ts";

const limits = {
  segmentsPerSecond: 1_000_000,
  burstSegments: 1_000_000,
  dailySegments: 1_000_000_000,
  monthlySegments: 1_000_000_000,
};
const prefixRows = 5_000;
const suppressionsPerRequest = 5_000;

/**
 * An account with everything on: a price list of 5,000 prefixes and a balance, caps, destinations, registered senders and
 * suppressed recipients, none of whom the load sends to.
 */
export async function chargeableAccount(
  creator: Admin,
  options: { admin: Call; account: (key: string) => Call; suppressions: number },
): Promise<{ key: string }> {
  const { admin, suppressions } = options;
  const { id, apiKey } = await creator.createAccount("Everything on", limits);
  const account = `/admin/v1/accounts/${id}`;
  await admin("PATCH", account, { allowedDestinations: { countries: ["CO"], deniedPrefixes: ["57900"] } });
  await admin("PUT", `${account}/senders`, { senders: ["Heliograph", "Other"] });
  await admin("PUT", "/admin/v1/prices/bench", {
    currency: "EUR",
    rows: Array.from({ length: prefixRows }, (_, index) => ({
      prefix: String(57_000_000 + index),
      priceMicros: 7_000,
    })),
    defaultPriceMicros: 9_000,
  });
  await admin("PUT", `${account}/money`, { priceListId: "bench", lowBalanceMicros: 1_000_000 });
  const credit = { amountMicros: 1_000_000_000_000, reference: "bench" };
  await admin("POST", `${account}/top-ups`, credit, { "idempotency-key": "bench" });
  const call = options.account(apiKey.key);
  for (let first = 0; first < suppressions; first += suppressionsPerRequest) {
    const count = Math.min(suppressionsPerRequest, suppressions - first);
    const rows = Array.from({ length: count }, (_, index) => `+57310${String(first + index).padStart(7, "0")}`);
    await call("POST", "/v1/suppressions/import", `recipient\n${rows.join("\n")}\n`);
  }
  return { key: apiKey.key };
}
