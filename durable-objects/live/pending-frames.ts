import type { LiveNews, MessagesNews } from "../../src/live/news.ts";
import {
  type CarrierSnapshot,
  type JobFrame,
  type LiveFrame,
  type MessageChange,
  changesPerFrame,
} from "../../src/live/protocol.ts";
import { statusRank } from "../../src/sms/status.ts";

/** Carriers and jobs of which the latest is kept until the next frames. */
const latestLimit = 200;

/** What was told since the last frames: of each message, carrier and job only the latest, and never more than a frame has room for. */
export class PendingFrames {
  readonly #changes = new Map<string, MessageChange>();
  readonly #inbound = new Set<string>();
  readonly #carriers = new Map<string, CarrierSnapshot>();
  readonly #jobs = new Map<string, JobFrame>();
  #alarms: LiveFrame[] = [];
  #more = 0;

  add({ messages, alarm, carrier, job }: LiveNews): void {
    if (messages !== undefined) this.#addMessages(messages);
    if (alarm !== undefined && this.#alarms.length < latestLimit) this.#alarms.push(alarm);
    if (carrier !== undefined) keepLatest(this.#carriers, carrier.carrierId, carrier);
    if (job !== undefined) keepLatest(this.#jobs, job.id, job);
  }

  /** The frames of all that was told; empty where there is nothing. */
  take(): LiveFrame[] {
    const frames: LiveFrame[] = [...this.#alarms, ...this.#jobs.values()];
    for (const carrier of this.#carriers.values()) frames.push({ type: "carrier", carrier });
    if (this.#changes.size + this.#inbound.size + this.#more > 0) {
      const [changes, inbound] = [[...this.#changes.values()], [...this.#inbound]];
      frames.push({ type: "messages", changes, inbound, more: this.#more });
    }
    this.#changes.clear();
    this.#inbound.clear();
    this.#carriers.clear();
    this.#jobs.clear();
    this.#alarms = [];
    this.#more = 0;
    return frames;
  }

  #addMessages({ changes, inbound, more }: MessagesNews): void {
    this.#more += more;
    for (const change of changes) {
      const known = this.#changes.get(change.id);
      // Consumers run side by side: what comes later may be older.
      if (known !== undefined && statusRank[change.status] < statusRank[known.status]) continue;
      if (known === undefined && this.#changes.size >= changesPerFrame) this.#more += 1;
      else this.#changes.set(change.id, change);
    }
    for (const id of inbound) {
      if (this.#inbound.size >= changesPerFrame) this.#more += 1;
      else this.#inbound.add(id);
    }
  }
}

function keepLatest<T>(latest: Map<string, T>, id: string, value: T): void {
  if (latest.has(id) || latest.size < latestLimit) latest.set(id, value);
}
