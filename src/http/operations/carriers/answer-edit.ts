import type { z } from "@hono/zod-openapi";
import type { CarrierEdit } from "../../../carriers/carrier-edit.ts";
import { configureCarrier } from "../../../carriers/configure-carrier.ts";
import { tryCarrierEdit } from "../../../carriers/try-carrier-edit.ts";
import type { AppContext } from "../../app-env.ts";
import { problem } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { versionTag } from "../../version-tag.ts";
import { readChange } from "../versions/read-change.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import type { changedOrTriedSchema } from "./edit-schemas.ts";
import { withCallbackUrls } from "./operator-schemas.ts";

type Body = z.infer<typeof changedOrTriedSchema>;

/** Makes a change of a carrier, or with `dryRun` tells what it would do. */
export async function answerEdit(
  c: AppContext,
  carrierId: string,
  edit: CarrierEdit,
  note: string | null,
): Promise<Response> {
  const query = readQuery(c, dryRunQuery);
  if (!query.ok) return problem(c, query.error);
  const asked = readChange(c);
  if (!asked.ok) return problem(c, asked.error);
  const change = { ...asked.value, note, nowMs: Date.now() };
  if (query.value.dryRun === "true") {
    const trial = await tryCarrierEdit(c.env, carrierId, edit, change);
    if (!trial.ok) return problem(c, trial.error);
    return json(200, { dryRun: true, ...trial.value } satisfies Body, versionTag(trial.value.version));
  }
  const carrier = await configureCarrier(c.env, carrierId, edit, change);
  if (!carrier.ok) return problem(c, carrier.error);
  return json(200, withCallbackUrls(c, carrier.value) satisfies Body, versionTag(carrier.value.version));
}
