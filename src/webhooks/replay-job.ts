import { idTimeMs } from "../ids.ts";
import type { JobWork } from "../jobs/job.ts";

interface RangeReplay {
  id: string;
  accountId: string;
  endpointId: string;
  /** Epoch ms. */
  fromMs: number;
  toMs: number;
  createdBy: string;
}

/** A replay of a time range as one of the account's jobs; both have the same id. */
export function replayJob({ id, accountId, endpointId, fromMs, toMs, createdBy }: RangeReplay) {
  const work: JobWork = { kind: "webhook_replay", endpointId, fromMs, toMs };
  const createdAtMs = idTimeMs(id);
  const request = {
    webhookId: endpointId,
    from: new Date(fromMs).toISOString(),
    to: new Date(Math.min(toMs, createdAtMs)).toISOString(),
  };
  return { id, accountId, kind: work.kind, work, total: null, request, createdAtMs, createdBy };
}
