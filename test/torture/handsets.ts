import { setTimeout as sleep } from "node:timers/promises";
import { inboundNumber } from "./accounts.ts";
import { type SmscName, smscNames } from "./names.ts";
import type { TortureScene } from "./scene.ts";

const tickMs = 500;

interface Outbox {
  /** To be given to the SMSC, perhaps once more. */
  toSend: number[];
  /** The SMSC's process that has `unsettled` in memory. */
  start: number;
  /** Given to it, and not known to be acknowledged. */
  unsettled: number[];
  /** One that it may have taken or not: its answer did not come. */
  unsure: number | undefined;
  /** What this process has taken in all. */
  given: number;
}

/**
 * Handsets that write to the customer. The simulated SMSC keeps MOs in memory, so what a killed one had not seen acknowledged
 * is given to the next, as an SMSC with a disk would.
 */
export class Handsets {
  readonly #scene: TortureScene;
  readonly #outboxes: Record<SmscName, Outbox>;
  #next = 0;
  #repeated = 0;

  constructor(scene: TortureScene) {
    this.#scene = scene;
    this.#outboxes = { "smpp-smsc": emptyOutbox(), "ucp-smsc": emptyOutbox() };
  }

  /** MOs there are, and how many an SMSC had to be given again. */
  get figures(): { sent: number; repeated: number } {
    return { sent: this.#next, repeated: this.#repeated };
  }

  get isSettled(): boolean {
    return Object.values(this.#outboxes).every(
      ({ toSend, unsettled, unsure }) => toSend.length + unsettled.length === 0 && unsure === undefined,
    );
  }

  /** Writes until `durationMs` are over, and goes on giving again until `isOver`. */
  async write(perSecond: number, durationMs: number, isOver: () => boolean): Promise<void> {
    const endsAtMs = Date.now() + durationMs;
    const perTick = Math.max(1, Math.round((perSecond * tickMs) / 1_000 / smscNames.length));
    await Promise.all(
      smscNames.map(async (name) => {
        const outbox = this.#outboxes[name];
        while (!isOver()) {
          if (Date.now() < endsAtMs) outbox.toSend.push(...Array.from({ length: perTick }, () => this.#next++));
          await this.#give(name, outbox);
          await sleep(tickMs);
        }
      }),
    );
  }

  async #give(name: SmscName, outbox: Outbox): Promise<void> {
    const smsc = this.#scene.smscs[name];
    this.#noticeNewProcess(outbox, smsc.process.starts);
    const stats = await smsc.inbound();
    if (stats === undefined || outbox.start !== smsc.process.starts) return;
    this.#makeSure(outbox, stats.taken);
    if (stats.acknowledged >= outbox.given) outbox.unsettled = [];
    for (let number = outbox.toSend.shift(); number !== undefined; number = outbox.toSend.shift()) {
      if (!(await smsc.deliver(inbound(number)))) {
        outbox.unsure = number;
        return;
      }
      outbox.unsettled.push(number);
      outbox.given++;
    }
  }

  /** The SMSC says itself whether it took the one whose answer did not come. */
  #makeSure(outbox: Outbox, taken: number): void {
    const { unsure } = outbox;
    if (unsure === undefined) return;
    outbox.unsure = undefined;
    if (taken > outbox.given) {
      outbox.unsettled.push(unsure);
      outbox.given++;
    } else {
      outbox.toSend.unshift(unsure);
    }
  }

  #noticeNewProcess(outbox: Outbox, start: number): void {
    if (outbox.start === start) return;
    this.#repeated += outbox.unsettled.length;
    outbox.toSend.unshift(...outbox.unsettled.splice(0), ...(outbox.unsure === undefined ? [] : [outbox.unsure]));
    outbox.unsure = undefined;
    outbox.start = start;
    outbox.given = 0;
  }
}

function emptyOutbox(): Outbox {
  return { toSend: [], start: 1, unsettled: [], unsure: undefined, given: 0 };
}

function inbound(number: number): { from: string; to: string; text: string } {
  return {
    from: `+5732${String(number).padStart(8, "0")}`,
    to: inboundNumber,
    text: `MO #${String(number).padStart(8, "0")}#`,
  };
}
