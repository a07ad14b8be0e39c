import { performance } from "node:perf_hooks";

/** Beyond this share of its time the process has little to spare. */
const busyShare = 0.7;

/** Whether the event loop was busy since the last question, or the first. */
export function createIsBusy(): () => boolean {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization > busyShare;
  };
}
