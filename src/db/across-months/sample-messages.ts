import { type WithDatabase, databasesBetween } from "../months.ts";
import { type SampledMessage, sampleMessages } from "../sample-messages.ts";

/** As `sampleMessages`, of the databases that have messages since then. */
export async function sampleMessagesOfAll(env: WithDatabase, fromMs: number, limit: number): Promise<SampledMessage[]> {
  const parts = await Promise.all(databasesBetween(env, { fromMs }).map(({ db }) => sampleMessages(db, fromMs, limit)));
  return parts.flat().slice(0, limit);
}
