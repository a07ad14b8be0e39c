/** Files of jobs in R2: `acc_…/job_…/in/000001` are what was uploaded, `…/out/000001` what is downloaded. */
export interface JobFile {
  accountId: string;
  jobId: string;
  side: "in" | "out";
  /** From 1. */
  part: number;
}

export function jobFileKey({ accountId, jobId, side, part }: JobFile): string {
  return `${accountId}/${jobId}/${side}/${String(part).padStart(6, "0")}`;
}

/** R2 deletes so many at once. */
const deletedAtOnce = 1_000;

/** Deletes the parts `1…parts` of one side. */
export async function deleteJobFiles(bucket: R2Bucket, file: Omit<JobFile, "part">, parts: number): Promise<void> {
  const keys = Array.from({ length: parts }, (_, index) => jobFileKey({ ...file, part: index + 1 }));
  for (let start = 0; start < keys.length; start += deletedAtOnce) {
    await bucket.delete(keys.slice(start, start + deletedAtOnce));
  }
}
