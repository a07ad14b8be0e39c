import type { Result } from "../errors.ts";
import type { ConfigChange } from "./config-change.ts";
import { getOperatorsVersion } from "./get-operators.ts";
import type { OperatorsVersion } from "./operators-document.ts";
import { insertOperatorsVersion } from "./save-operators.ts";

/** Stores an old version of the operators' number ranges as the next one. Errors: not_found, version_conflict. */
export async function revertOperators(
  env: Pick<Env, "DB">,
  version: number,
  change: ConfigChange,
): Promise<Result<OperatorsVersion>> {
  const old = await getOperatorsVersion(env, version);
  if (!old.ok) return old;
  const { tableId, ranges } = old.value;
  return insertOperatorsVersion(
    env,
    { tableId, ranges },
    { ...change, note: change.note ?? `Back to version ${version}.` },
  );
}
