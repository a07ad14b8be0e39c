import { type ConfigSubject, findActivations } from "../db/config-versions.ts";
import { idLowerBound, idTimeMs } from "../ids.ts";
import { versionListTtlMs } from "./activation.ts";

/** Messages from one id to another, both included. */
export interface IdRange {
  firstId: string;
  lastId: string;
}

/** What messages of some ranges go by. */
export interface InForce<Value> {
  /** Null for a message that was accepted before there was any version. Answers for the ranges' own ids only. */
  at: (messageId: string) => Value | null;
  /** Everything that `at` may answer. */
  values: readonly Value[];
}

interface Activation {
  version: number;
  /** The least id of a message that goes by it. */
  fromId: string;
}

/**
 * Which version of something was in force when a message was accepted; activation.ts says why it goes by that moment. One per
 * isolate: versions never change, so each is read once, and what is asked for again is only which new ones there are.
 */
export class VersionsInForce<Value> {
  readonly #subject: ConfigSubject;
  readonly #read: (db: D1Database, version: number) => Promise<Value>;
  /** Versions held; more than a few are asked for only while old chunks come in. */
  readonly #limit: number;
  readonly #held = new Map<number, Value>();
  #activations: readonly Activation[] = [];
  #listedAtMs = -Infinity;

  constructor(subject: ConfigSubject, limit: number, read: (db: D1Database, version: number) => Promise<Value>) {
    this.#subject = subject;
    this.#limit = limit;
    this.#read = read;
  }

  async covering(db: D1Database, ranges: readonly IdRange[], nowMs: number): Promise<InForce<Value>> {
    // A message whose clock is ahead of this one's may belong to a version that was stored since.
    const untilMs = ranges.reduce((latest, { lastId }) => Math.max(latest, idTimeMs(lastId)), nowMs);
    if (untilMs - this.#listedAtMs >= versionListTtlMs) await this.#refresh(db, nowMs);
    const activations = this.#activations;
    const values = new Map<number, Value>();
    for (const { firstId, lastId } of ranges) {
      for (let index = indexAt(activations, firstId); index <= indexAt(activations, lastId); index++) {
        const version = activations[index]?.version;
        if (version !== undefined && !values.has(version)) values.set(version, await this.#get(db, version));
      }
    }
    return {
      at: (messageId) => {
        const version = activations[indexAt(activations, messageId)]?.version;
        return version === undefined ? null : (values.get(version) ?? null);
      },
      values: [...values.values()],
    };
  }

  async #refresh(db: D1Database, nowMs: number): Promise<void> {
    const found = await findActivations(db, this.#subject, this.#activations.at(-1)?.version ?? 0);
    // Two batches may have asked at the same time.
    const lastVersion = this.#activations.at(-1)?.version ?? 0;
    const added = found
      .filter(({ version }) => version > lastVersion)
      .map(({ version, activeFromMs }) => ({ version, fromId: idLowerBound("message", activeFromMs) }));
    if (added.length > 0) this.#activations = [...this.#activations, ...added];
    this.#listedAtMs = Math.max(this.#listedAtMs, nowMs);
  }

  async #get(db: D1Database, version: number): Promise<Value> {
    const held = this.#held.get(version);
    if (held !== undefined) return held;
    const value = await this.#read(db, version);
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size >= this.#limit) this.#held.delete(oldest);
    this.#held.set(version, value);
    return value;
  }
}

/** The last one whose time had come, -1 where none had. Nearly always it is the last of all. */
function indexAt(activations: readonly Activation[], messageId: string): number {
  let index = activations.length - 1;
  while (index >= 0 && (activations[index]?.fromId ?? "") > messageId) index--;
  return index;
}
