import { env } from "cloudflare:workers";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import { countQueued } from "../../../src/db/traffic/count-queued.ts";
import type { AcceptedText, MessageEvent } from "../../../src/messages/message.ts";
import { project } from "../../../src/queues/events/project.ts";
import { sortEvents } from "../../../src/queues/events/sort-events.ts";
import { countryOfNumber } from "../../../src/routing/country.ts";
import { call } from "../http/support/api.ts";
import { ids } from "../support/scene.ts";

/** Values of a scrape by name and labels, as they are written. */
export async function scrape(query = ""): Promise<Map<string, number>> {
  const answer = await call("GET", `/metrics${query}`, { key: env.ADMIN_KEY });
  if (answer.status !== 200 || typeof answer.body !== "string") throw new Error(JSON.stringify(answer));
  const lines = answer.body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** Texts reach the read model, as the consumer of queue "outbound" writes them. */
export async function queue(accountId: string, carrierId: string, texts: readonly AcceptedText[]): Promise<void> {
  const countries = texts.map(({ to }) => countryOfNumber(to));
  const nowMs = Date.now();
  const counted = countQueued(env.DB, [{ accountId, carrierId, texts, countries }], nowMs);
  if (counted === null) throw new Error("there were no texts");
  const chunk = JSON.stringify({ accountId, chunkId: ids.next("event"), texts });
  await env.DB.batch([counted, insertQueued(env.DB, chunk, carrierId, nowMs, countries)]);
}

/** Chunks of steps reach the read model as one batch of queue "events". */
export async function apply(carrierId: string, chunks: readonly (readonly MessageEvent[])[], nowMs = Date.now()) {
  const sorted = chunks.map((events) => sortEvents({ carrierId, chunkId: ids.next("event"), events: [...events] }));
  return project(sorted, env.DB, nowMs);
}

export interface Count {
  country: string;
  carrier: string;
  status: string;
  messages: number;
  segments: number;
}

/** What was counted of an account's messages, in any minute. */
export async function countsOf(accountId: string): Promise<Count[]> {
  const { results } = await env.DB.prepare(
    `SELECT country, carrier_id AS carrier, status, sum(messages) AS messages, sum(segments) AS segments
     FROM traffic_minutes WHERE account_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  )
    .bind(accountId)
    .all<Count>();
  return results;
}

/** The same of its messages as they stand in the read model. */
export async function standings(accountId: string): Promise<Count[]> {
  const { results } = await env.DB.prepare(
    `SELECT coalesce(country, '') AS country, carrier_id AS carrier, status, count(*) AS messages,
       sum(segment_count) AS segments
     FROM messages WHERE account_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  )
    .bind(accountId)
    .all<Count>();
  return results;
}
