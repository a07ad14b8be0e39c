import { upsertCarrier } from "../db/carriers.ts";
import { type CarrierConfig, type CarrierDescription } from "./carrier.ts";

/**
 * Makes a carrier or gives it a new configuration, and describes it. Connectors hear of it at once, and of a new carrier
 * when they next ask which there are, which is why it is listed last.
 */
export async function configureCarrier(
  env: Pick<Env, "CARRIER" | "DB">,
  config: CarrierConfig,
): Promise<CarrierDescription> {
  const carrier = env.CARRIER.getByName(config.id);
  await carrier.configure(config);
  await upsertCarrier(env.DB, { id: config.id, name: config.name, createdAtMs: Date.now() });
  const description = await carrier.describe();
  if (description === null) throw new Error(`carrier ${config.id} was configured and knows nothing of it`);
  return description;
}
