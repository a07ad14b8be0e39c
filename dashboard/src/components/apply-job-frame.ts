import type { JobFrame } from "#live";
import type { Schema } from "../api/client.ts";

/** The job as a frame of it tells. A frame that comes late takes nothing back. */
export function applyJobFrame(job: Schema<"Job">, frame: JobFrame): Schema<"Job"> {
  if (job.id !== frame.id || job.endedAt !== null || frame.done < job.done) return job;
  return { ...job, status: frame.status, done: frame.done, total: frame.total };
}
