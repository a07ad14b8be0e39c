import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, failField, ok } from "../../src/errors.ts";
import { takesType } from "../../src/events/event-types.ts";
import type { StoredChunk } from "../../src/events/feed-chunk.ts";
import { type FeedEvent, eventTimeMs } from "../../src/events/feed-event.ts";
import { replayJob } from "../../src/webhooks/replay-job.ts";
import type { AccountContext } from "./account-context.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { FeedStore } from "./feed-store.ts";

/** Its id is the replay's. */
export const replayAlarm = "replay";

/** Replays of ranges under way at once, of all the account's endpoints. */
const replayLimit = 10;
const rowsPerStep = 20;
/** An endpoint that has this many events waiting gets no more of a replay until it has fewer. */
const waitingLimit = 50_000;
const waitAgainMs = 30_000;

/** An event enters the feed soon after it happened; it is looked for in these rows after that moment. */
const searchBeforeMs = 300_000;
const rowsPerSearch = 2_000;

interface ReplayRow extends Record<string, SqlStorageValue> {
  id: string;
  endpoint_id: string;
  from_ms: number;
  to_ms: number;
  after_seq: number;
  /** That were handed over. */
  events: number;
  /** Empty where it was not kept. */
  started_by: string;
}

export interface StartedReplay {
  id: string;
  /** For the audit log. */
  actorName: string;
}

/** Delivers events of the feed to an endpoint once more, and finds single ones. Methods need `webhooks:manage` where they do not say otherwise. */
export class AccountReplays extends RpcTarget {
  readonly #context: AccountContext;
  readonly #feed: FeedStore;
  readonly #endpoints: EndpointStore;

  constructor(context: AccountContext, feed: FeedStore, endpoints: EndpointStore) {
    super();
    this.#context = context;
    this.#feed = feed;
    this.#endpoints = endpoints;
  }

  /** Whether a key may replay to an endpoint. Errors: not_found, endpoint_disabled. */
  authorize(key: PresentedKey, endpointId: string): Result<{ actorName: string }> {
    const authorized = this.#context.authorize(key, "webhooks:manage");
    if (!authorized.ok) return authorized;
    const endpoint = this.#endpoints.find(endpointId);
    if (endpoint === null) return fail("not_found");
    return endpoint.enabled ? ok({ actorName: authorized.value.actorName }) : fail("endpoint_disabled");
  }

  /** One event as JSON, for who may read events. Errors: not_found. */
  find(key: PresentedKey, eventId: string): Result<string> {
    const authorized = this.#context.authorize(key, "events:read");
    if (!authorized.ok) return authorized;
    const event = this.#findEvent(eventId);
    return event === null ? fail("not_found") : ok(JSON.stringify(event));
  }

  /** Replays what entered the feed in a time range, up to now, bit by bit. Errors: not_found, endpoint_disabled, limit_reached. */
  start(key: PresentedKey, endpointId: string, range: { fromMs: number; toMs: number }): Result<StartedReplay> {
    const allowed = this.authorize(key, endpointId);
    if (!allowed.ok) return allowed;
    const running = this.#context.sql.exec<{ count: number }>("SELECT count(*) AS count FROM replays").one().count;
    if (running >= replayLimit) {
      return fail("limit_reached", {
        message: `An account can have ${replayLimit} replays under way; wait for one to end.`,
      });
    }
    const id = this.#context.ids.next("replay");
    const nowMs = this.#context.now();
    this.#context.transaction(() => {
      this.#context.sql.exec(
        "INSERT INTO replays (id, endpoint_id, from_ms, to_ms, after_seq, started_by) VALUES (?, ?, ?, ?, 0, ?)",
        id,
        endpointId,
        range.fromMs,
        Math.min(range.toMs, nowMs),
        allowed.value.actorName,
      );
      this.#context.alarms.set(replayAlarm, id, nowMs);
    });
    return ok({ id, actorName: allowed.value.actorName });
  }

  /** Replays one event. Errors: not_found, endpoint_disabled, invalid_request where the endpoint does not want its type. */
  async one(key: PresentedKey, endpointId: string, eventId: string): Promise<Result<StartedReplay>> {
    const allowed = this.authorize(key, endpointId);
    if (!allowed.ok) return allowed;
    const event = this.#findEvent(eventId);
    if (event === null) return fail("not_found", { message: "There is no such event in the feed." });
    if (!takesType(this.#endpoints.find(endpointId)?.events ?? [], event.type)) {
      return failField("eventId", "invalid_request", `The endpoint does not want events of type ${event.type}.`);
    }
    const id = this.#context.ids.next("replay");
    const chunk = { chunkId: id, events: 1, body: JSON.stringify([event]) };
    await this.#context.env.WEBHOOK_ENDPOINT.getByName(endpointId).enqueue([chunk]);
    return ok({ id, actorName: allowed.value.actorName });
  }

  /** One step of a replay; the handler of `replayAlarm`. What was handed over twice is taken once. */
  async step(id: string): Promise<void> {
    const { sql, env, alarms, now } = this.#context;
    const replay = sql.exec<ReplayRow>("SELECT * FROM replays WHERE id = ?", id).toArray()[0];
    if (replay === undefined) return;
    const endpoint = this.#endpoints.find(replay.endpoint_id);
    const rows = this.#feed.rowsBetween(replay.after_seq, replay.from_ms, replay.to_ms, rowsPerStep);
    const last = rows.at(-1);
    if (endpoint === null || !endpoint.enabled || last === undefined) {
      await this.#say(replay, last === undefined ? "done" : "failed");
      sql.exec("DELETE FROM replays WHERE id = ?", id);
      return;
    }
    const chunks = rows
      .filter(({ types }) => types.some((type) => takesType(endpoint.events, type)))
      .map((row: StoredChunk) => ({ chunkId: `${id}.${row.chunkId}`, events: row.events, body: row.body }));
    const waiting = await env.WEBHOOK_ENDPOINT.getByName(endpoint.id).enqueue(chunks);
    const events = replay.events + chunks.reduce((sum, chunk) => sum + chunk.events, 0);
    sql.exec("UPDATE replays SET after_seq = ?, events = ? WHERE id = ?", last.seq, events, id);
    await this.#say({ ...replay, events }, "running");
    alarms.set(replayAlarm, id, now() + (waiting > waitingLimit ? waitAgainMs : 1));
  }

  /** Ends a replay where it is. */
  cancel(id: string): void {
    this.#context.sql.exec("DELETE FROM replays WHERE id = ?", id);
  }

  /** Has it followed among the account's jobs. */
  async #say(
    { id, endpoint_id: endpointId, from_ms: fromMs, to_ms: toMs, events, started_by: createdBy }: ReplayRow,
    status: "running" | "done" | "failed",
  ): Promise<void> {
    const { accountId, env } = this.#context;
    const job = replayJob({ id, accountId, endpointId, fromMs, toMs, createdBy });
    await env.JOBS.getByName(accountId).follow({ ...job, status, done: events });
  }

  #findEvent(eventId: string): FeedEvent | null {
    const fromMs = eventTimeMs(eventId) - searchBeforeMs;
    let afterSeq = 0;
    for (let searched = 0; searched < rowsPerSearch; searched += rowsPerStep) {
      const rows = this.#feed.rowsBetween(afterSeq, fromMs, Number.MAX_SAFE_INTEGER, rowsPerStep);
      for (const { body, seq } of rows) {
        afterSeq = seq;
        if (!body.includes(`"${eventId}"`)) continue;
        const found = (JSON.parse(body) as FeedEvent[]).find(({ id }) => id === eventId);
        if (found !== undefined) return found;
      }
      if (rows.length < rowsPerStep) return null;
    }
    return null;
  }
}
