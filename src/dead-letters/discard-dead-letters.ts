import { recordAudit } from "../audit/record-audit.ts";
import { type DeadLetterFilter, deleteDeadLetters, findDeadLetter, findDeadLettersToDo } from "../db/dead-letters.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { DeadLettersDone } from "./replay-dead-letters.ts";

/** Dead letters of one call. */
const atOnce = 100;

/** Forgets a dead letter. Errors: not_found. */
export async function discardDeadLetter(env: Pick<Env, "DB">, id: string, author: string): Promise<Result<null>> {
  const letter = await findDeadLetter(env.DB, id);
  if (letter === null || (await deleteDeadLetters(env.DB, [id])) === 0) return fail("not_found");
  const { kind, attempts, diedAtMs } = letter;
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "dead_letter.discarded",
    subject: id,
    before: { kind, attempts, diedAtMs },
  });
  return ok(null);
}

/** Forgets up to a hundred, the oldest first. */
export async function discardDeadLetters(
  env: Pick<Env, "DB">,
  filter: DeadLetterFilter,
  author: string,
): Promise<DeadLettersDone> {
  const found = await findDeadLettersToDo(env.DB, filter, atOnce + 1);
  const ids = found.slice(0, atOnce).map(({ id }) => id);
  await deleteDeadLetters(env.DB, ids);
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "dead_letters.discarded",
    subject: filter.kind ?? "all",
    before: { ...filter, letters: ids.length },
  });
  return { done: ids.length, more: found.length > ids.length };
}
