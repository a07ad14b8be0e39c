import type { BilledUnit } from "./meter.ts";

/** A published price. */
export interface Price {
  /** Of a million units on the paid plan, beyond what it includes. */
  dollarsPerMillion: number;
  /** The page that says so; developers.cloudflare.com. */
  source: string;
  /** When it was looked up. */
  asOf: string;
}

const asOf = "2026-11-21";
const workers = "/workers/platform/pricing/";
const objects = "/durable-objects/platform/pricing/";
const queues = "/queues/platform/pricing/";
const d1 = "/d1/platform/pricing/";
const r2 = "/r2/pricing/";

/** An object is billed for 128 MB, whatever it uses, at $12.50 per million GB-s. */
const objectGigabytes = 0.128;

/** Cloudflare's list. What is stored, and CPU time of Workers ($0.02 per million ms), is not metered. */
export const prices: Readonly<Record<BilledUnit, Price>> = {
  // The page says "inbound requests" and no subrequests. A consumer's batch is counted as one, to be on the safe side.
  workerRequest: { dollarsPerMillion: 0.3, source: workers, asOf },
  // RPC calls, fetches and alarms.
  objectRequest: { dollarsPerMillion: 0.15, source: objects, asOf },
  // Incoming ones only, 20 of which are a request; those that the platform answers itself are free.
  webSocketMessage: { dollarsPerMillion: 0.15 / 20, source: objects, asOf },
  objectSecond: { dollarsPerMillion: 12.5 * objectGigabytes, source: objects, asOf },
  objectRowRead: { dollarsPerMillion: 0.001, source: objects, asOf },
  // Each index is a further row; so is each setAlarm. Deletes count.
  objectRowWritten: { dollarsPerMillion: 1, source: objects, asOf },
  queueOperation: { dollarsPerMillion: 0.4, source: queues, asOf },
  d1RowRead: { dollarsPerMillion: 0.001, source: d1, asOf },
  d1RowWritten: { dollarsPerMillion: 1, source: d1, asOf },
  r2ClassAOperation: { dollarsPerMillion: 4.5, source: r2, asOf },
  r2ClassBOperation: { dollarsPerMillion: 0.36, source: r2, asOf },
};
