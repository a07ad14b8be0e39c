import { logWarning } from "../log.ts";
import { type LiveNews, type NewsByAccount, somethingCounted } from "./news.ts";
import type { AlarmFrame, CarrierSnapshot, JobFrame } from "./protocol.ts";
import { systemTopic } from "./topics.ts";
import { WatchedTopics } from "./watched-topics.ts";

type LiveEnv = Pick<Env, "DB" | "LIVE">;

/** What this isolate knows of who watches. */
export const watchedTopics = new WatchedTopics();

/** An isolate tells the system's object of numbers this often at most; the object reads them a moment later than that. */
const systemEveryMs = 1_000;
let systemToldAtMs = -Infinity;

/**
 * Tells those who watch what a batch has changed. Where nobody watches, what has changed is not even gathered. Nothing waits for
 * it, and what fails is a warning: whoever watches has the API to ask.
 */
export function tellChanges(env: LiveEnv, ctx: ExecutionContext, newsOf: () => NewsByAccount): void {
  ctx.waitUntil(
    quietly(async () => {
      const nowMs = Date.now();
      const topics = await watchedTopics.current(env.DB, nowMs);
      if (topics.size === 0) return;
      const told: Promise<void>[] = [];
      if (topics.has(systemTopic) && Math.abs(nowMs - systemToldAtMs) >= systemEveryMs) {
        systemToldAtMs = nowMs;
        told.push(tell(env, systemTopic, { messages: somethingCounted }));
      }
      for (const [accountId, messages] of newsOf().accounts) {
        if (topics.has(accountId)) told.push(tell(env, accountId, { messages }));
      }
      await Promise.all(told);
    }),
  );
}

/** An alarm was raised or cleared, or somebody has seen to it: its account is told, and operators. */
export function tellAlarm(env: LiveEnv, alarm: Omit<AlarmFrame, "type">): Promise<void> {
  const frame: AlarmFrame = { type: "alarm", ...alarm };
  const topics = alarm.accountId === null ? [systemTopic] : [systemTopic, alarm.accountId];
  return tellWatched(env, topics, { alarm: frame });
}

/** A carrier does otherwise than before. */
export function tellCarrier(env: LiveEnv, carrier: CarrierSnapshot): Promise<void> {
  return tellWatched(env, [systemTopic], { carrier });
}

/** A job of an account has come further. */
export function tellJob(env: LiveEnv, accountId: string, job: Omit<JobFrame, "type">): Promise<void> {
  return tellWatched(env, [accountId], { job: { type: "job", ...job } });
}

function tellWatched(env: LiveEnv, topics: readonly string[], news: LiveNews): Promise<void> {
  return quietly(async () => {
    const watched = await watchedTopics.current(env.DB, Date.now());
    await Promise.all(topics.filter((topic) => watched.has(topic)).map((topic) => tell(env, topic, news)));
  });
}

async function tell(env: LiveEnv, topic: string, news: LiveNews): Promise<void> {
  await env.LIVE.getByName(topic).tell(news);
}

async function quietly(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    logWarning("live.tell_failed", { error: String(error) });
  }
}
