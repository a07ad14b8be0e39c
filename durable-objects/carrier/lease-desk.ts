import { type Candidate, preferredHolder } from "../../src/carriers/assign-binds.ts";
import type { BindStatus, DownFrame } from "../../src/link/frames.ts";
import { logInfo } from "../../src/log.ts";
import type { AlarmBook, AlarmHandler } from "../lib/alarm-book.ts";
import type { Configuration } from "./configuration.ts";
import type { DrainingConnectors } from "./draining-connectors.ts";
import { type Lease, Leases } from "./leases.ts";
import { type Links, sendFrame } from "./links.ts";

/** How long a link that closed may take to come back before its binds go to others. */
const graceMs = 3_000;
/** How long a link may be silent: connectors ping every two seconds. */
const silenceMs = 6_000;
/** The same where nobody else could serve in its place: watching it closely would keep the object awake for nothing. */
const loneSilenceMs = 60_000;
const watchIntervalMs = 2_000;
/** How long a newcomer is watched before binds move to it. */
const settleMs = 10_000;

/** What a connector is told to go by. */
export type LinkConfiguration = Pick<Extract<DownFrame, { type: "configure" }>, "binds" | "submitProfile">;

export interface LeaseDeskOptions {
  sql: SqlStorage;
  links: Links;
  configuration: Configuration;
  draining: DrainingConnectors;
  alarms: AlarmBook;
  now: () => number;
}

/**
 * Leases each bind of the carrier to one connector. A connector that is gone loses its binds to others after a few seconds;
 * one that comes gets its share a little later, each bind only when its holder has let go of it. One that is drained holds
 * only what nobody else is there for.
 */
export class LeaseDesk {
  readonly #options: LeaseDeskOptions;
  readonly #leases: Leases;

  constructor(options: LeaseDeskOptions) {
    this.#options = options;
    this.#leases = new Leases(options.sql);
  }

  /** The alarms this desk sets, by kind. `onGivenUp` is told whose links were closed because they were silent. */
  handlers(onGivenUp: (journal: number) => void): Readonly<Record<string, AlarmHandler>> {
    return {
      "lease-grace": () => this.#grantLost(),
      "lease-watch": () => this.#watch(onGivenUp),
      "lease-balance": () => this.#balance(),
    };
  }

  /**
   * A connector said hello: what it may hold, with what its own earlier journals held and what nobody ever did, which is
   * others' where it is being drained. Binds whose holder is not there at the moment wait for it for a little while.
   */
  async onHello(journal: number, replacedJournals: readonly number[]): Promise<LinkConfiguration> {
    const { alarms, now } = this.#options;
    const candidates = this.#candidates();
    const mayHold = candidates.some((candidate) => candidate.journal === journal);
    const others = new Set<number>();
    for (const bindId of this.#heldBindIds()) {
      const holder = this.#leases.find(bindId)?.journal;
      if (holder === undefined || replacedJournals.includes(holder)) {
        const other = mayHold ? null : preferredHolder(this.#carrierId, bindId, candidates);
        this.#grant(bindId, other?.journal ?? journal);
        if (other !== null) others.add(other.journal);
      } else if (!this.#isLive(holder)) alarms.set("lease-grace", "", now() + graceMs);
    }
    await this.#configure(others);
    if (this.#linked().length > 1) {
      alarms.set("lease-watch", "", now() + watchIntervalMs);
      alarms.set("lease-balance", "", now() + settleMs);
    }
    return this.#configurationOf(journal);
  }

  onClosed(): void {
    this.#options.alarms.set("lease-grace", "", this.#options.now() + graceMs);
  }

  /** Binds that are moving go on when their holder's list no longer has them. */
  async onBindsReported(journal: number, binds: readonly BindStatus[]): Promise<void> {
    for (const lease of this.#leases.all()) {
      if (lease.journal !== journal || lease.nextJournal === null) continue;
      if (binds.some(({ bindId }) => bindId === lease.bindId)) continue;
      this.#grant(lease.bindId, this.#isLive(lease.nextJournal) ? lease.nextJournal : journal);
      await this.#configure([this.#leases.find(lease.bindId)?.journal ?? journal]);
    }
  }

  /** The configuration changed: binds that are gone are forgotten, new ones find a holder, and all connectors are told. */
  async onConfigured(): Promise<void> {
    this.#leases.keepOnly(new Set(this.#options.configuration.current?.binds.map(({ id }) => id)));
    this.#grantOrphans();
    await this.#configure(this.#linked().map(({ journal }) => journal));
  }

  /** An operator drained a connector, or took it back: binds move to or from it, each as soon as its holder let go. */
  async onConnectorsChanged(): Promise<void> {
    await this.#balance();
  }

  /** Whether a journal's word about a bind counts, and whether it may be given texts for it. */
  holds(journal: number, bindId: string): boolean {
    const lease = this.#leases.find(bindId);
    return lease?.journal === journal && lease.nextJournal === null && this.#options.configuration.isHeld(bindId);
  }

  /** Who has a bind, or still has to let go of it. */
  leaseOf(bindId: string): Lease | undefined {
    return this.#leases.find(bindId);
  }

  async #grantLost(): Promise<void> {
    const before = new Map(this.#leases.all().map((lease) => [lease.bindId, lease.journal]));
    this.#grantOrphans();
    const changed = this.#leases.all().filter((lease) => before.get(lease.bindId) !== lease.journal);
    await this.#configure(new Set(changed.map(({ journal }) => journal)));
  }

  /** Gives every bind whose holder is not there to whom it belongs among those that are. */
  #grantOrphans(): void {
    const candidates = this.#candidates();
    for (const bindId of this.#heldBindIds()) {
      const lease = this.#leases.find(bindId);
      if (lease !== undefined && this.#isLive(lease.journal)) continue;
      const holder = preferredHolder(this.#carrierId, bindId, candidates);
      if (holder !== null) this.#grant(bindId, holder.journal);
    }
  }

  /** Closes links that have gone silent without a word, as long as somebody else could serve in their place. */
  async #watch(onGivenUp: (journal: number) => void): Promise<void> {
    const { links, alarms, now } = this.#options;
    const open = links.all().filter(({ state }) => state.journal !== 0);
    if (open.length < 2) return;
    alarms.set("lease-watch", "", now() + watchIntervalMs);
    await this.#giveUpSilent(silenceMs, onGivenUp);
  }

  /** Closes links of connectors that cannot be there any more, whether or not somebody else is. To be called now and then. */
  async giveUpSilent(onGivenUp: (journal: number) => void): Promise<void> {
    await this.#giveUpSilent(loneSilenceMs, onGivenUp);
  }

  async #giveUpSilent(forMs: number, onGivenUp: (journal: number) => void): Promise<void> {
    const { links, now } = this.#options;
    let closed = false;
    for (const { socket, state } of links.all()) {
      const heardAtMs = links.heardAtMs(socket);
      if (state.journal === 0 || heardAtMs === null || now() - heardAtMs <= forMs) continue;
      links.giveUp(socket);
      onGivenUp(state.journal);
      closed = true;
    }
    if (closed) await this.#grantLost();
  }

  /** Asks holders to let go of what belongs to somebody who came later. */
  async #balance(): Promise<void> {
    const candidates = this.#candidates();
    const toTell = new Set<number>();
    for (const lease of this.#leases.all()) {
      const holder = preferredHolder(this.#carrierId, lease.bindId, candidates);
      // One that was told to let go already has to do so, even if the bind is its own again.
      if (holder === null || holder.journal === (lease.nextJournal ?? lease.journal)) continue;
      this.#leases.move(lease, holder.journal);
      toTell.add(lease.journal);
    }
    await this.#configure(toTell);
  }

  #grant(bindId: string, journal: number): void {
    this.#leases.grant(bindId, journal);
    logInfo("bind.leased", { carrierId: this.#carrierId, bindId, journal, token: this.#leases.find(bindId)?.token });
  }

  async #configure(journals: Iterable<number>): Promise<void> {
    const wanted = new Set(journals);
    for (const { socket, state } of this.#options.links.all()) {
      if (!wanted.has(state.journal)) continue;
      sendFrame(socket, { type: "configure", ...(await this.#configurationOf(state.journal)) });
    }
  }

  async #configurationOf(journal: number): Promise<LinkConfiguration> {
    const { configuration } = this.#options;
    const binds = await configuration.binds();
    return { binds: binds.filter(({ id }) => this.holds(journal, id)), submitProfile: configuration.submitProfile };
  }

  /** Who may be given binds: those that are linked, but for those being drained, unless there is nobody else. */
  #candidates(): Candidate[] {
    const linked = this.#linked();
    const staying = linked.filter(({ connectorId }) => !this.#options.draining.has(connectorId));
    return staying.length > 0 ? staying : linked;
  }

  #linked(): Candidate[] {
    return this.#options.links
      .all()
      .map(({ state }) => state)
      .filter(({ journal }) => journal !== 0);
  }

  #isLive(journal: number): boolean {
    return this.#linked().some((candidate) => candidate.journal === journal);
  }

  #heldBindIds(): string[] {
    const { configuration } = this.#options;
    return configuration.current?.binds.map(({ id }) => id).filter((id) => configuration.isHeld(id)) ?? [];
  }

  get #carrierId(): string {
    return this.#options.configuration.current?.id ?? "";
  }
}
