import { logInfo } from "../../src/log.ts";
import type { AcceptedText, Lane } from "../../src/messages/message.ts";
import type { MovedText } from "../../src/messages/moved.ts";
import { type FailoverPlan, type MoveReason, mayLeave, moveDue, onward } from "../../src/routing/failover.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { type Backlog, type TextPlace, hopsAt, planAt } from "./backlog.ts";
import { textAt } from "./hand-out.ts";
import type { Health } from "./health.ts";
import type { KeptText, KeptTexts } from "./kept-texts.ts";
import type { TrackedText, TrackedTexts } from "./tracked-texts.ts";

export const failoverAlarm = "failover";

/** Chunks that one pass looks into, and how soon the next pass goes on. */
const chunksPerPass = 20;
const nextPassMs = 10;
/** Texts on their way to other carriers, past which no more leave: their carriers may be full. */
const maxUnderWay = 3_000;
/** How soon a pass is tried again that stopped because so many are under way. A confirmation comes sooner. */
const underWayMs = 1_000;

const draining = { reason: "draining", trigger: null, afterMs: 0 } as const;

export interface FailoverDeskOptions {
  backlog: Backlog;
  tracked: TrackedTexts;
  kept: KeptTexts;
  health: Health;
  alarms: AlarmBook;
  carrierId: () => string;
  /** The text is the next carrier's as soon as what one turn changed is stored. */
  give: (moved: MovedText) => void;
  /** Texts that were given away and that their carriers do not have yet. */
  underWay: () => number;
  now: () => number;
}

/**
 * Gives texts to the next carrier of their route. This carrier has a text until it is marked done here and written for the
 * next one, in one transaction; nobody else ever gives it away, so it is always with one carrier.
 */
export class FailoverDesk {
  readonly #options: FailoverDeskOptions;
  #alarmAtMs = Infinity;

  constructor(options: FailoverDeskOptions) {
    this.#options = options;
  }

  /** Gives away what is due, oldest first and a bounded number at a time, and sees to it that the rest has its turn. */
  run(): void {
    const { backlog, health, now } = this.#options;
    if (backlog.movable.size === 0) return;
    const pressures = health.pressures();
    const nowMs = now();
    let nextAtMs = health.nextPressureAtMs ?? Infinity;
    let looked = 0;
    if (pressures.length > 0) {
      for (const [seq, { plans, arrivedAtMs }] of backlog.movable) {
        const dueAtMs = earliest(plans, (plan) => moveDue(plan, pressures, arrivedAtMs)?.atMs);
        if (dueAtMs > nowMs) {
          nextAtMs = Math.min(nextAtMs, dueAtMs);
          continue;
        }
        if (this.#options.underWay() >= maxUnderWay) {
          nextAtMs = Math.min(nextAtMs, nowMs + underWayMs);
          break;
        }
        if (looked === chunksPerPass) {
          nextAtMs = Math.min(nextAtMs, nowMs + nextPassMs);
          break;
        }
        looked += 1;
        this.#empty(seq, (plan) => {
          const due = moveDue(plan, pressures, arrivedAtMs);
          return due !== null && due.atMs <= nowMs ? due.reason : null;
        });
      }
    }
    this.#wakeAt(nextAtMs);
  }

  /** Gives on what came to a carrier that is being drained, where another one has not had it yet. */
  passOn(seqs: readonly number[]): void {
    if (!this.#options.health.isDraining || this.#options.underWay() >= maxUnderWay) return;
    for (const seq of seqs)
      this.#empty(seq, (plan) => (plan.to.length > 0 ? (moveDue(plan, [draining], 0)?.reason ?? null) : null));
  }

  /** The alarm's handler. */
  onAlarm(): void {
    this.#alarmAtMs = Infinity;
    this.run();
  }

  /** Whether a text of which no segment was accepted goes on to another carrier because this one refuses it. */
  goesOnWhenRefused(place: TextPlace): boolean {
    return mayLeave(planAt(place), "rejected");
  }

  /** Gives a text away that this carrier refused. It was not waiting. */
  giveRefused(place: TextPlace, tracked: TrackedText | null): void {
    const plan = planAt(place);
    if (plan === null) throw new Error("a text without a plan cannot go on");
    this.#options.backlog.markDone(place);
    this.#leave(place, plan, "rejected", tracked);
  }

  /** Keeps a text that the carrier took, where it goes on when it is not delivered. */
  keep(place: TextPlace): void {
    const plan = planAt(place);
    if (!mayLeave(plan, "undelivered")) return;
    const text = textAt(place);
    this.#options.kept.save({ ...keptOf(place), content: { text, plan } }, this.#options.now());
  }

  /** Gives a kept text away. Of what this carrier still says of it, only that it was delivered counts. */
  giveUndelivered(kept: KeptText): boolean {
    if (kept.content === null) return false;
    const { text, plan } = kept.content;
    if (!this.#give(kept.accountId, kept.lane, text, plan, "undelivered")) return false;
    this.#options.kept.save({ ...kept, content: null }, this.#options.now());
    return true;
  }

  /** Gives away the waiting texts of a chunk that have a reason to leave. */
  #empty(seq: number, reasonOf: (plan: FailoverPlan) => MoveReason | null): void {
    const { backlog, tracked } = this.#options;
    const stay = new Set<FailoverPlan>();
    let left = 0;
    let reason: MoveReason | undefined;
    for (const place of backlog.waitingIn(seq)) {
      const plan = planAt(place);
      if (plan === null) continue;
      const own = reasonOf(plan);
      const known = own !== null && place.returned ? tracked.find(textAt(place).id) : null;
      // Once the carrier has accepted a segment, the others follow it.
      if (own === null || known?.segments.some((status) => status !== "queued") === true) {
        if (own === null) stay.add(plan);
        continue;
      }
      backlog.markMoved(place);
      this.#leave(place, plan, own, known);
      reason = own;
      left += 1;
    }
    backlog.movable.keepOnly(seq, stay);
    if (left > 0) logInfo("failover.moved", { carrierId: this.#options.carrierId(), texts: left, reason });
  }

  #leave(place: TextPlace, plan: FailoverPlan, reason: MoveReason, tracked: TrackedText | null): void {
    const { chunk } = place;
    const text = textAt(place);
    if (!this.#give(chunk.accountId, chunk.lane, text, plan, reason)) {
      throw new Error(`text ${text.id} has nowhere to go`);
    }
    if (tracked === null) return;
    this.#options.tracked.delete(text.id);
    // An earlier attempt may not have been answered: its response, and a receipt, can still come.
    if (tracked.attempt > 1) this.#options.kept.save({ ...keptOf(place), content: null }, this.#options.now());
  }

  #give(accountId: string, lane: Lane, text: AcceptedText, plan: FailoverPlan, reason: MoveReason): boolean {
    const next = onward(plan, this.#options.carrierId(), reason === "rejected" || reason === "undelivered");
    if (next === null) return false;
    const atMs = this.#options.now();
    this.#options.give({ accountId, lane, toCarrierId: next.carrierId, plan: next.plan, text, reason, atMs });
    return true;
  }

  #wakeAt(atMs: number): void {
    if (atMs === Infinity || atMs >= this.#alarmAtMs) return;
    this.#alarmAtMs = atMs;
    this.#options.alarms.set(failoverAlarm, "", atMs);
  }
}

function keptOf(place: TextPlace): Omit<KeptText, "content"> {
  const { accountId, lane } = place.chunk;
  const { id, segmentCount } = textAt(place);
  return { messageId: id, accountId, lane, hops: hopsAt(place), segmentCount };
}

function earliest(plans: Iterable<FailoverPlan>, dueAtMs: (plan: FailoverPlan) => number | undefined): number {
  let earliestMs = Infinity;
  for (const plan of plans) earliestMs = Math.min(earliestMs, dueAtMs(plan) ?? Infinity);
  return earliestMs;
}
