import { useQueryClient } from "@tanstack/react-query";
import type { Schema } from "../api/client.ts";
import { invalidate, keyOf } from "../api/queries.ts";
import { useLiveFrames } from "../live/live-provider.tsx";
import { useAccount } from "../session/account.ts";
import { applyJobFrame } from "./apply-job-frame.ts";

interface JobPage {
  data: Schema<"Job">[];
  nextCursor: string | null;
}

/** Keeps the jobs on the screen at what frames tell; the end of one, and one that is new, are read from the API. */
export function useLiveJobs(): void {
  const account = useAccount();
  const queries = useQueryClient();
  useLiveFrames((frame) => {
    if (frame.type !== "job") return;
    let isKnown = false;
    queries.setQueriesData<JobPage>({ queryKey: keyOf(account.id, "/v1/jobs") }, (page) => {
      if (page === undefined) return page;
      isKnown ||= page.data.some(({ id }) => id === frame.id);
      return { ...page, data: page.data.map((job) => applyJobFrame(job, frame)) };
    });
    if (!isKnown || (frame.status !== "running" && frame.status !== "waiting")) {
      void invalidate(queries, account.id, "/v1/jobs");
    }
  });
}
