import { once } from "node:events";
import type { LoadPlan, LoadResult } from "./load.ts";
import { startScript } from "./start-script.ts";

/** Runs the load generator in a process of its own, so that what it costs is not paid by what it measures. */
export async function generateLoad(plan: LoadPlan): Promise<LoadResult> {
  const child = startScript("load.ts", JSON.stringify(plan));
  const failed = once(child, "exit").then(() => {
    throw new Error("the load generator failed");
  });
  failed.catch(() => undefined);
  const [result] = (await Promise.race([once(child, "message"), failed])) as [LoadResult];
  return result;
}
