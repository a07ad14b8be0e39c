import { type DeadLetterRow, findDeadLetter } from "../db/dead-letters.ts";
import { type Result, fail, ok } from "../errors.ts";

/** A dead letter, whole. Errors: not_found. */
export async function getDeadLetter(env: Pick<Env, "DB">, id: string): Promise<Result<DeadLetterRow>> {
  const letter = await findDeadLetter(env.DB, id);
  return letter === null ? fail("not_found") : ok(letter);
}
