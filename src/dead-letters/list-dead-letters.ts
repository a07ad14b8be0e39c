import { type DeadLetterSummary, findDeadLetters } from "../db/dead-letters.ts";
import type { Page } from "../page.ts";

/** Queue messages that failed every retry, newest first, without their bodies. */
export function listDeadLetters(
  env: Pick<Env, "DB">,
  page: { after?: string | undefined; limit: number },
): Promise<Page<DeadLetterSummary>> {
  return findDeadLetters(env.DB, page);
}
