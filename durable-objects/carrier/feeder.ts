import type { SubmitText } from "../../src/link/frames.ts";
import type { CarrierEvent } from "../../src/messages/message.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import type { EventLog } from "../lib/event-log.ts";
import type { Backlog } from "./backlog.ts";
import type { Configuration } from "./configuration.ts";
import { handOut, linkCapacity } from "./hand-out.ts";
import type { Health } from "./health.ts";
import type { HttpDesk } from "./http-desk.ts";
import type { InFlight } from "./in-flight.ts";
import type { LeaseDesk } from "./lease-desk.ts";
import { type LinkState, type Links, sendFrame } from "./links.ts";
import { Pacer } from "./pacer.ts";
import type { TrackedTexts } from "./tracked-texts.ts";

export interface FeederOptions {
  backlog: Backlog;
  inFlight: InFlight;
  tracked: TrackedTexts;
  events: EventLog<CarrierEvent>;
  health: Health;
  alarms: AlarmBook;
  configuration: Configuration;
  links: Links;
  leases: LeaseDesk;
  /** Takes texts itself where the carrier is an HTTP operator. */
  operator: Pick<HttpDesk, "journal" | "free" | "submit" | "isReachable">;
  now: () => number;
}

/** What was handed out and is to be sent once that is stored. */
export interface Feed {
  /** Whether there is anybody whom texts can be handed to, room or not. */
  isBound: boolean;
  send: () => void;
}

/** Hands texts out of the backlog: as many as windows, pace and health allow. */
export class Feeder {
  readonly #options: FeederOptions;
  readonly #pacer = new Pacer();

  constructor(options: FeederOptions) {
    this.#options = options;
  }

  /** Fills the links and the operator's desk. A text must be on record as handed out before anybody can have it. */
  feed(): Feed {
    const { configuration, inFlight, links, operator, now } = this.#options;
    const nowMs = now();
    this.#pacer.configure(configuration.current?.segmentsPerSecond ?? null, nowMs);
    const submits: { socket: WebSocket; texts: SubmitText[] }[] = [];
    let isBound = operator.isReachable;
    for (const { socket, state } of links.all()) {
      if (!state.resumed) continue;
      const capacity = this.#capacityOf(state);
      if (capacity > 0) isBound = true;
      for (const texts of this.#fill(state.journal, capacity, nowMs)) submits.push({ socket, texts });
    }
    const room = inFlight.segmentsOf(operator.journal) + operator.free();
    const requested = this.#fill(operator.journal, room, nowMs).flat();
    this.#wake(nowMs);
    return {
      isBound,
      send: () => {
        for (const { socket, texts } of submits) sendFrame(socket, { type: "submit", texts });
        operator.submit(requested);
      },
    };
  }

  /** Segments a second that the pace allows now; null where the windows alone set it. */
  get allowedPerSecond(): number | null {
    return this.#pacer.perSecond(this.#options.now());
  }

  /** The carrier refused a submit of `sentAtMs` because it was too much: it is to rest, and to go on slower. */
  onThrottled(sentAtMs: number): void {
    this.#pacer.onThrottled(this.#options.now(), sentAtMs);
    this.#options.health.onThrottled();
  }

  #capacityOf(state: LinkState): number {
    const { configuration, leases } = this.#options;
    const windowSizes = new Map(configuration.current?.binds.map((bind) => [bind.id, bind.windowSize]));
    return linkCapacity(state, windowSizes, (journal, bindId) => leases.holds(journal, bindId));
  }

  /** The frames that bring what a journal has up to `capacity` segments. */
  #fill(journal: number, capacity: number, nowMs: number): SubmitText[][] {
    const { backlog, inFlight, tracked, events, health, configuration } = this.#options;
    const carrierId = configuration.current?.id ?? "";
    const frames: SubmitText[][] = [];
    for (;;) {
      const before = inFlight.segmentsOf(journal);
      const budget = health.admits(Math.min(capacity - before, this.#pacer.budget(nowMs)));
      if (budget <= 0) return frames;
      const { parameterSources } = configuration;
      const texts = handOut(
        { carrierId, backlog, inFlight, tracked, events, parameterSources, nowMs },
        journal,
        budget,
      );
      if (texts.length === 0) return frames;
      const segments = inFlight.segmentsOf(journal) - before;
      this.#pacer.spend(segments, nowMs);
      health.spend(segments);
      frames.push(texts);
    }
  }

  /** Comes back when the pace or the breaker lets go of what still waits. */
  #wake(nowMs: number): void {
    const { alarms, backlog, health } = this.#options;
    if (backlog.waitingTexts === 0) return;
    const admitsAtMs = health.admitsAtMs;
    if (this.#pacer.budget(nowMs) === 0) {
      alarms.set("pump", "", Math.max(this.#pacer.wakeAtMs(nowMs), admitsAtMs ?? 0));
    } else if (admitsAtMs !== null) alarms.set("pump", "", admitsAtMs);
  }
}
