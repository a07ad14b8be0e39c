import { DurableObject } from "cloudflare:workers";
import type { LiveNews } from "../../src/live/news.ts";
import { frameIntervalMs, liveVersion, type LiveFrame } from "../../src/live/protocol.ts";
import { recheckViewer, seesMoney } from "../../src/live/recheck.ts";
import { accountOfTopic } from "../../src/live/topics.ts";
import { type Watch, readWatchHeaders } from "../../src/live/watch-headers.ts";
import { endWatching, keepWatching, readNumbers } from "../../src/live/watch.ts";
import { logError, logWarning } from "../../src/log.ts";
import { AlarmBook, alarmBookSchema } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { LiveSockets, socketLimit } from "./live-sockets.ts";
import { PendingFrames } from "./pending-frames.ts";

const migrations: readonly string[] = [
  `${alarmBookSchema}
  CREATE TABLE watched (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    topic TEXT NOT NULL
  );`,
];

const recheckAlarm = "recheck";
/** How often those who watch are looked at again. */
const recheckEveryMs = 45_000;
/** How long consumers tell after that was last done: an object that died is told of in vain for as long. */
const watchedForMs = 120_000;
const numbersEveryMs = 2_000;

/**
 * Those who watch one account, or the system: their sockets, and what they are told. Addressed by topic. It sleeps between frames, and
 * what it has in memory only is a quarter of a second of frames: whoever misses some has the API.
 */
export class LiveObject extends DurableObject<Env> {
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #alarms: AlarmBook;
  readonly #sockets: LiveSockets;
  readonly #pending = new PendingFrames();
  /** Those who are being let in. */
  #coming = 0;
  #sentAtMs = -Infinity;
  #isFlushDue = false;
  #isReadDue = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#state = state;
    this.#env = env;
    this.#alarms = new AlarmBook(state.storage, () => Date.now());
    this.#sockets = new LiveSockets(state);
  }

  /** Takes the request of somebody whom the Worker has found to be allowed, and says who they are in its headers. */
  override async fetch(request: Request): Promise<Response> {
    if (this.#watching >= socketLimit) return new Response(null, { status: 429 });
    this.#coming += 1;
    try {
      return await this.#letIn(readWatchHeaders(request.headers));
    } finally {
      this.#coming -= 1;
    }
  }

  async #letIn({ topic, viewer }: Watch): Promise<Response> {
    const nowMs = Date.now();
    this.#state.storage.sql.exec("INSERT INTO watched (id, topic) VALUES (1, ?) ON CONFLICT DO NOTHING", topic);
    this.#alarms.set(recheckAlarm, "", nowMs + recheckEveryMs);
    const [maySeeMoney] = await Promise.all([
      seesMoney(this.#env, viewer, topic),
      keepWatching(this.#env, topic, nowMs + watchedForMs),
    ]);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#sockets.accept(server, { viewer, seesMoney: maySeeMoney, sinceMs: nowMs });
    const hello: LiveFrame = { type: "hello", version: liveVersion, accountId: accountOfTopic(topic), atMs: nowMs };
    server.send(JSON.stringify(hello));
    this.#readNumbersIn(0);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Something has happened. What was told within a quarter of a second goes in the same frames. */
  tell(news: LiveNews): void {
    if (this.#sockets.open.length === 0) return;
    this.#pending.add(news);
    this.#flushSoon();
    if (news.messages !== undefined) this.#readNumbersIn(numbersEveryMs);
  }

  override webSocketMessage(): void {
    // Nothing that a watcher says means anything; `ping` never comes here.
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close();
    await this.#endWhereNobodyIsLeft();
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    const handlers = { [recheckAlarm]: () => this.#recheck() };
    await this.#alarms.run(
      handlers,
      (due, error) => logError("alarm.failed", error, { kind: due.kind, topic: this.#topic }),
      info,
    );
  }

  /** Empty until somebody has come. */
  get #topic(): string {
    return this.#state.storage.sql.exec<{ topic: string }>("SELECT topic FROM watched").toArray()[0]?.topic ?? "";
  }

  async #recheck(): Promise<void> {
    const nowMs = Date.now();
    this.#sockets.closeSilent(nowMs);
    await Promise.all(
      this.#sockets.open.map(async (socket) => {
        const viewer = this.#sockets.viewerOf(socket);
        const state = await recheckViewer(this.#env, viewer, this.#topic);
        if (state !== "allowed") this.#sockets.dismiss(socket, state);
        else this.#sockets.setSeesMoney(socket, await seesMoney(this.#env, viewer, this.#topic));
      }),
    );
    if (await this.#endWhereNobodyIsLeft()) return;
    await keepWatching(this.#env, this.#topic, nowMs + watchedForMs);
    this.#alarms.set(recheckAlarm, "", nowMs + recheckEveryMs);
  }

  async #endWhereNobodyIsLeft(): Promise<boolean> {
    if (this.#watching > 0) return false;
    this.#alarms.cancel(recheckAlarm, "");
    await endWatching(this.#env, this.#topic);
    // Somebody who came meanwhile may have lost their lease to that.
    if (this.#watching > 0) await keepWatching(this.#env, this.#topic, Date.now() + watchedForMs);
    return true;
  }

  get #watching(): number {
    return this.#sockets.open.length + this.#coming;
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    const delayMs = Math.max(0, Math.min(frameIntervalMs, this.#sentAtMs + frameIntervalMs - Date.now()));
    this.#later(delayMs, () => {
      this.#isFlushDue = false;
      this.#sentAtMs = Date.now();
      this.#sockets.send(this.#pending.take());
    });
  }

  /** Reads once for all that is told until then. */
  #readNumbersIn(delayMs: number): void {
    if (this.#isReadDue) return;
    this.#isReadDue = true;
    this.#later(delayMs, async () => {
      this.#isReadDue = false;
      if (this.#sockets.open.length > 0) {
        this.#sockets.sendNumbers(await readNumbers(this.#env, this.#topic, Date.now()));
      }
    });
  }

  #later(delayMs: number, run: () => Promise<void> | void): void {
    this.#state.waitUntil(
      scheduler
        .wait(delayMs)
        .then(run)
        .catch((error: unknown) => logWarning("live.send_failed", { topic: this.#topic, error: String(error) })),
    );
  }
}
