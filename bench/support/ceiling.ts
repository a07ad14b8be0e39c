import { once } from "node:events";
import { startScript } from "../start-script.ts";
import type { Smsc } from "./smsc/smsc.ts";
import type { SubmitLoadPlan, SubmitLoadResult } from "./submit-load-plan.ts";

const seconds = 3;

/** submit_sm per second that the SMSC takes from one bind with a window of 100 which does nothing else. */
export async function smscCeiling(smsc: Smsc): Promise<number> {
  await smsc.reset(null);
  const plan: SubmitLoadPlan = { client: "ours", port: smsc.port, binds: 1, windowSize: 100, seconds };
  const load = startScript("support/submit-load.ts", JSON.stringify(plan));
  const failed = once(load, "exit").then(() => {
    throw new Error("the submit load failed");
  });
  failed.catch(() => undefined);
  const [result] = (await Promise.race([once(load, "message"), failed])) as [SubmitLoadResult];
  return result.textsPerSecond;
}
