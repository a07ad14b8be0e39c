import { type CarrierRow, findCarriers } from "../db/carriers.ts";
import type { Page } from "../page.ts";

/** The carriers there are, in the order of their ids. */
export function listCarriers(
  env: Pick<Env, "DB">,
  page: { afterId?: string | undefined; limit: number },
): Promise<Page<CarrierRow>> {
  return findCarriers(env.DB, page);
}
