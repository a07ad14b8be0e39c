import { type Result, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import type { CarrierVersionSummary } from "./carrier-edit.ts";
import { findCarrierObject } from "./find-carrier-object.ts";

/** Versions of a carrier's configuration, newest first: the first and the latest thousand. Errors: not_found. */
export async function listCarrierVersions(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  page: { beforeVersion?: number | undefined; limit: number },
): Promise<Result<Page<CarrierVersionSummary>>> {
  const carrier = await findCarrierObject(env, carrierId);
  return carrier.ok ? ok(await carrier.value.configuration.listVersions(page)) : carrier;
}
