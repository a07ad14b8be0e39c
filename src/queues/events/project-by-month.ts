import { type WithDatabase, holderOf, messageDatabases } from "../../db/months.ts";
import { type Projection, project } from "./project.ts";
import type { SortedChunk } from "./sort-events.ts";

/**
 * Writes a batch into the databases that have its messages: what is of one month in one transaction. Texts from handsets go to
 * `DB`. Where one of several databases fails the whole batch comes again, which changes nothing where it was taken.
 */
export async function projectByMonth(
  sorted: readonly SortedChunk[],
  env: WithDatabase,
  nowMs: number,
): Promise<Projection> {
  const databases = messageDatabases(env);
  if (databases.length === 1) return project(sorted, env.DB, nowMs);
  const nameOf = (messageId: string): string => holderOf(databases, messageId).name;
  const projections = await Promise.all(
    databases.flatMap(({ name, db }) => {
      const share = sorted.map((chunk) => shareOf(chunk, (id) => nameOf(id) === name, db === env.DB));
      return share.some(hasWork) ? [project(share, db, nowMs)] : [];
    }),
  );
  return {
    messages: new Map(projections.flatMap(({ messages }) => [...messages])),
    scheduledIds: new Set(projections.flatMap(({ scheduledIds }) => [...scheduledIds])),
    inbound: new Map(projections.flatMap(({ inbound }) => [...inbound])),
  };
}

function shareOf(chunk: SortedChunk, isHere: (messageId: string) => boolean, takesInbound: boolean): SortedChunk {
  return {
    ...chunk,
    steps: chunk.steps.filter(({ messageId }) => isHere(messageId)),
    scheduled: chunk.scheduled.filter(({ id }) => isHere(id)),
    moves: chunk.moves.filter(({ text }) => isHere(text.id)),
    closed: chunk.closed.flatMap((closed) => {
      const messageIds = closed.messageIds.filter(isHere);
      return messageIds.length === 0 ? [] : [{ ...closed, messageIds }];
    }),
    inbound: takesInbound ? chunk.inbound : [],
  };
}

function hasWork({ steps, scheduled, moves, closed, inbound }: SortedChunk): boolean {
  return [steps, scheduled, moves, closed, inbound].some((items) => items.length > 0);
}
