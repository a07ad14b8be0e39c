import type { Meter } from "./meter.ts";
import { meterBucket } from "./meter-bucket.ts";
import { meterDatabase } from "./meter-database.ts";
import { meterNamespace } from "./meter-namespace.ts";
import { meterQueue } from "./meter-queue.ts";

/** The bindings with a meter in front of each that is billed. What a binding is shows in what it can do. */
export function meterEnv<Bindings extends object>(env: Bindings, meter: Meter): Bindings {
  return Object.fromEntries(
    Object.entries(env).map(([name, binding]: [string, unknown]) => [name, meterBinding(name, binding, meter)]),
  ) as Bindings;
}

function meterBinding(name: string, binding: unknown, meter: Meter): unknown {
  if (typeof binding !== "object" || binding === null) return binding;
  // Another Worker, of which one may ask whatever one likes: requests to it are not billed.
  if ("fetch" in binding) return binding;
  if ("getByName" in binding) return meterNamespace(binding, objectPlace(name), meter);
  if ("sendBatch" in binding) return meterQueue(binding as Queue, queuePlace(name), meter);
  if ("prepare" in binding) return meterDatabase(binding as D1Database, "D1", meter);
  if ("createMultipartUpload" in binding) return meterBucket(binding as R2Bucket, "R2", meter);
  return binding;
}

/** The place of the objects of a binding: `WEBHOOK_ENDPOINT` is `webhook endpoint object`. */
export function objectPlace(binding: string): string {
  return `${binding.toLowerCase().replaceAll("_", " ")} object`;
}

/** Queues whose binding says more than their name. */
const queueNames: Readonly<Record<string, string>> = { LOG_LINES: "log" };

/** The place of a queue, by its binding or its name: `OUTBOUND` and `heliograph-outbound` are `queue outbound`. */
export function queuePlace(name: string): string {
  return `queue ${queueNames[name] ?? name.toLowerCase().replace("heliograph-", "")}`;
}
