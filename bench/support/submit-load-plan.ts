/** What a load process does: keeps so many submits in flight on each of so many binds for a while. */
export interface SubmitLoadPlan {
  client: "ours" | "npm";
  port: number;
  binds: number;
  windowSize: number;
  seconds: number;
}

/** `cpuMicrosecondsPerText` is the load process's own time, user and system. */
export interface SubmitLoadResult {
  textsPerSecond: number;
  cpuMicrosecondsPerText: number;
}
