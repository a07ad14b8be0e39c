import { noteSignals } from "../alarms/note-signals.ts";
import { tellAccounts } from "../events/tell-accounts.ts";
import { shipLines } from "../event-log/ship-lines.ts";
import { tellChanges } from "../live/tell.ts";
import { logWarning } from "../log.ts";
import { writeTraffic } from "../metrics/write-traffic.ts";
import { type ComeAgain, consume } from "./consume.ts";
import { confirmEvents } from "./events/confirm-events.ts";
import { logLinesOf } from "./events/log-lines.ts";
import { liveNewsOf } from "./events/live-news.ts";
import type { Projection } from "./events/project.ts";
import { projectByMonth } from "./events/project-by-month.ts";
import { receiveInbound } from "./events/receive-inbound.ts";
import { type AnyEventsChunk, type SortedChunk, sortEvents, stepsOf } from "./events/sort-events.ts";
import { handOn } from "./events/hand-on.ts";
import { feedChunksOf, outrunsItsMessages } from "./events/tell.ts";
import { traceEvents } from "./events/trace-events.ts";

/** Tries, over two minutes, after which a message that has no row will hardly get one. */
const patience = 15;

/**
 * Queue "events" → the read model, then the accounts and their webhook endpoints, then a confirmation to whoever wrote the
 * chunk. Every step may happen twice.
 */
export async function projectEvents(batch: MessageBatch<string>, env: Env, ctx: ExecutionContext): Promise<void> {
  await consume(batch.messages, async (messages) => {
    const sorted = messages.map((message) => sortEvents(JSON.parse(message.body) as AnyEventsChunk));
    const projection = await projectByMonth(sorted, env, Date.now());
    tellChanges(env, ctx, () => liveNewsOf(sorted, projection));
    writeTraffic(env.TRAFFIC, stepsOf(sorted), projection.messages);
    const comeAgain = findEarly(messages, sorted, projection);
    const ready = sorted.filter((_, index) => {
      const message = messages[index];
      return message !== undefined && !comeAgain.has(message);
    });
    const taken = await handOn(ready, env);
    await receiveInbound(ready, projection, env);
    const feed = await traceEvents(env, ctx, ready, feedChunksOf(ready, projection));
    await Promise.all([
      tellAccounts(env, feed),
      noteSignals(env, ready),
      shipLines(env, ctx, (numbers) => logLinesOf(taken, projection, numbers)),
    ]);
    ctx.waitUntil(
      confirmEvents(
        taken.map(({ chunk }) => chunk),
        env,
      ),
    );
    return comeAgain;
  });
}

/** Events may outrun the row of their message: what customers hear is made of that row, so those wait for it. */
function findEarly(
  messages: readonly Message<string>[],
  sorted: readonly SortedChunk[],
  projection: Projection,
): ComeAgain {
  return new Set(
    messages.filter((message, index) => {
      const chunk = sorted[index];
      if (chunk === undefined || !outrunsItsMessages(chunk, projection)) return false;
      if (message.attempts < patience) return true;
      logWarning("events.message_unknown", { chunkId: chunk.chunk.chunkId, attempts: message.attempts });
      return false;
    }),
  );
}
