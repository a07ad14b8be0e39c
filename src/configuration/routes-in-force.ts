import { findActivations, findConfigVersion } from "../db/config-versions.ts";
import { idLowerBound, idTimeMs } from "../ids.ts";
import { type CompiledRoutes, compileRoutes } from "../routing/compile-routes.ts";
import { versionListTtlMs } from "./activation.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

/** The routes a message goes by; null for one that was accepted before there were any. */
export type RoutesLookup = (messageId: string) => CompiledRoutes | null;

/** Messages from one id to another, both included. */
export interface IdRange {
  firstId: string;
  lastId: string;
}

interface Activation {
  version: number;
  /** The least id of a message that goes by it. */
  fromId: string;
}

/** Compiled tables an isolate keeps; more than a few are asked for only while old chunks come in. */
const compiledTables = 8;

/**
 * Which routes were in force when a message was accepted; activation.ts says why it goes by that moment. One per isolate:
 * versions never change, so each is read and compiled once, and what is asked for again is only which new ones there are.
 */
export class RoutesInForce {
  #activations: readonly Activation[] = [];
  #listedAtMs = -Infinity;
  readonly #compiled = new Map<number, CompiledRoutes>();

  /** Reads what messages of these ranges go by. The lookup answers for their ids only. */
  async covering(db: D1Database, ranges: readonly IdRange[], nowMs: number): Promise<RoutesLookup> {
    // A message whose clock is ahead of this one's may belong to a version that was stored since.
    const untilMs = ranges.reduce((latest, { lastId }) => Math.max(latest, idTimeMs(lastId)), nowMs);
    if (untilMs - this.#listedAtMs >= versionListTtlMs) await this.#refresh(db, nowMs);
    const activations = this.#activations;
    if (activations.length === 0) return () => null;
    const tables = new Map<number, CompiledRoutes>();
    for (const { firstId, lastId } of ranges) {
      for (let index = indexAt(activations, firstId); index <= indexAt(activations, lastId); index++) {
        const version = activations[index]?.version;
        if (version !== undefined && !tables.has(version)) tables.set(version, await this.#read(db, version));
      }
    }
    return (messageId) => {
      const version = activations[indexAt(activations, messageId)]?.version;
      return version === undefined ? null : (tables.get(version) ?? null);
    };
  }

  async #refresh(db: D1Database, nowMs: number): Promise<void> {
    const found = await findActivations(db, routesSubject, this.#activations.at(-1)?.version ?? 0);
    // Two batches may have asked at the same time.
    const lastVersion = this.#activations.at(-1)?.version ?? 0;
    const added = found
      .filter(({ version }) => version > lastVersion)
      .map(({ version, activeFromMs }) => ({ version, fromId: idLowerBound("message", activeFromMs) }));
    if (added.length > 0) this.#activations = [...this.#activations, ...added];
    this.#listedAtMs = Math.max(this.#listedAtMs, nowMs);
  }

  async #read(db: D1Database, version: number): Promise<CompiledRoutes> {
    const held = this.#compiled.get(version);
    if (held !== undefined) return held;
    const row = await findConfigVersion(db, routesSubject, version);
    if (row === null) throw new Error(`version ${version} of the routes is listed and not there`);
    const compiled = compileRoutes(parseRoutes(row.body));
    const [oldest] = this.#compiled.keys();
    if (oldest !== undefined && this.#compiled.size >= compiledTables) this.#compiled.delete(oldest);
    this.#compiled.set(version, compiled);
    return compiled;
  }
}

/** The last one whose time had come, -1 where none had. Nearly always it is the last of all. */
function indexAt(activations: readonly Activation[], messageId: string): number {
  let index = activations.length - 1;
  while (index >= 0 && (activations[index]?.fromId ?? "") > messageId) index--;
  return index;
}
