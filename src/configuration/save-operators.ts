import { recordAudit } from "../audit/record-audit.ts";
import { findConfigVersion, insertConfigVersion } from "../db/config-versions.ts";
import { encodeRanges, insertOperatorRanges } from "../db/operator-ranges.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { OperatorPrefix } from "../routing/operators.ts";
import { activationDelayMs } from "./activation.ts";
import type { ConfigChange } from "./config-change.ts";
import {
  type OperatorsBody,
  type OperatorsVersion,
  operatorsSubject,
  toOperatorsVersion,
} from "./operators-document.ts";

/**
 * Stores the next version of the operators' number ranges, sorted by prefix; activation.ts says when it becomes active.
 * Errors: version_conflict.
 */
export async function saveOperators(
  env: Pick<Env, "DB">,
  ranges: readonly OperatorPrefix[],
  change: ConfigChange,
): Promise<Result<OperatorsVersion>> {
  const latest = await findConfigVersion(env.DB, operatorsSubject);
  const { expectedVersion } = change;
  if (expectedVersion !== undefined && expectedVersion !== (latest?.version ?? 0)) return fail("version_conflict");
  const tableId = await nameOf(ranges);
  // A version is listed only once its ranges are there.
  await insertOperatorRanges(env.DB, tableId, ranges);
  return insertOperatorsVersion(env, { tableId, ranges: ranges.length }, change);
}

/** Stores a version of ranges that are there. Errors: version_conflict. */
export async function insertOperatorsVersion(
  env: Pick<Env, "DB">,
  body: OperatorsBody,
  { author, note, expectedVersion, nowMs }: ConfigChange,
): Promise<Result<OperatorsVersion>> {
  const row = await insertConfigVersion(
    env.DB,
    {
      ...operatorsSubject,
      activeFromMs: nowMs + activationDelayMs,
      createdAtMs: nowMs,
      author,
      note,
      body: JSON.stringify(body),
    },
    expectedVersion,
  );
  if (row === null) return fail("version_conflict");
  const after = { version: row.version, ranges: body.ranges, note };
  await recordAudit(env, { actor: author, accountId: null, action: "operators.saved", subject: "operators", after });
  return ok(toOperatorsVersion(row));
}

async function nameOf(ranges: readonly OperatorPrefix[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(encodeRanges(ranges)));
  return Array.from(new Uint8Array(digest), (octet) => octet.toString(16).padStart(2, "0")).join("");
}
