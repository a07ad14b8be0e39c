import type { z } from "@hono/zod-openapi";
import type { CarrierEdit } from "../../../carriers/carrier-edit.ts";
import { configureCarrier } from "../../../carriers/configure-carrier.ts";
import { tryCarrierEdit } from "../../../carriers/try-carrier-edit.ts";
import type { AppContext } from "../../app-env.ts";
import { readAuthor } from "../../author.ts";
import { problem } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionTag } from "../../version-tag.ts";
import { dryRunQuery } from "../routes/route-schemas.ts";
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
  const author = readAuthor(c);
  if (!author.ok) return problem(c, author.error);
  const expected = readExpectedVersion(c);
  if (!expected.ok) return problem(c, expected.error);
  const when = { nowMs: Date.now(), expectedVersion: expected.value };
  if (query.value.dryRun === "true") {
    const trial = await tryCarrierEdit(c.env, carrierId, edit, when);
    if (!trial.ok) return problem(c, trial.error);
    return json(200, { dryRun: true, ...trial.value } satisfies Body, versionTag(trial.value.version));
  }
  const carrier = await configureCarrier(c.env, carrierId, edit, { ...when, author: author.value, note });
  if (!carrier.ok) return problem(c, carrier.error);
  return json(200, withCallbackUrls(c, carrier.value) satisfies Body, versionTag(carrier.value.version));
}
