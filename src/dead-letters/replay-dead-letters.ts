import { recordAudit } from "../audit/record-audit.ts";
import {
  type DeadLetterFilter,
  type DeadLetterRow,
  deleteDeadLetters,
  findDeadLetter,
  findDeadLettersToDo,
} from "../db/dead-letters.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isSettled } from "./is-settled.ts";

/** How much was done of what was asked for, and whether there is more. */
export interface DeadLettersDone {
  done: number;
  more: boolean;
}

type ReplayEnv = Pick<Env, "ACCOUNT" | "CARRIER" | "DB" | "EVENTS" | "OUTBOUND">;

/** Dead letters of one call. */
const atOnce = 100;

/**
 * Puts a dead letter back on its queue, whose consumer knows what it has done already, and forgets it; where it fails again it
 * comes back as a new one. Texts that have gone meanwhile are only forgotten. Errors: not_found, not_replayable.
 */
export async function replayDeadLetter(env: ReplayEnv, id: string, author: string): Promise<Result<null>> {
  const letter = await findDeadLetter(env.DB, id);
  if (letter === null) return fail("not_found");
  const queue = queueOf(env, letter);
  if (queue === null) return fail("not_replayable");
  await replay(env, queue, letter);
  await deleteDeadLetters(env.DB, [id]);
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "dead_letter.replayed",
    subject: id,
    before: { kind: letter.kind, attempts: letter.attempts },
  });
  return ok(null);
}

/** The same with up to a hundred, the oldest first; those that nobody can read stay. */
export async function replayDeadLetters(
  env: ReplayEnv,
  filter: DeadLetterFilter & { kind: "outbound" | "events" },
  author: string,
): Promise<DeadLettersDone> {
  const found = await findDeadLettersToDo(env.DB, filter, atOnce + 1);
  const letters = found.slice(0, atOnce);
  for (const letter of letters) {
    const queue = queueOf(env, letter);
    if (queue !== null) await replay(env, queue, letter);
  }
  await deleteDeadLetters(
    env.DB,
    letters.map(({ id }) => id),
  );
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "dead_letters.replayed",
    subject: filter.kind,
    before: { ...filter, letters: letters.length },
  });
  return { done: letters.length, more: found.length > letters.length };
}

async function replay(env: ReplayEnv, queue: Queue<string>, letter: DeadLetterRow): Promise<void> {
  if (!(await isSettled(env, letter))) await queue.send(letter.body, { contentType: "text" });
}

/** Null for what no queue takes. */
function queueOf(env: Pick<Env, "EVENTS" | "OUTBOUND">, { kind }: DeadLetterRow): Queue<string> | null {
  if (kind === "outbound") return env.OUTBOUND;
  return kind === "events" ? env.EVENTS : null;
}
