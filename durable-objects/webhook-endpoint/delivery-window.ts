/** An event under way to the endpoint. */
export interface PendingEvent {
  /** Its chunk's number, and its place in the chunk. */
  seq: number;
  position: number;
  id: string;
  /** Events of one line go one after the other: the message's id, or the event's own where it is of no message. */
  line: string;
  /** As it is sent. */
  body: string;
  /** Attempts that failed. */
  attempts: number;
  /** Not tried before, epoch ms. */
  dueAtMs: number;
}

/**
 * The oldest events of the backlog, held in memory: which of them may go now. One of a line that is put off holds back those
 * behind it, and nothing else.
 */
export class DeliveryWindow {
  readonly #lines = new Map<string, PendingEvent[]>();
  #ready: PendingEvent[] = [];
  #readyFrom = 0;
  /** In the order in which they are due. */
  #putOff: PendingEvent[] = [];
  #size = 0;

  /** Events in the window, those that are out included. */
  get size(): number {
    return this.#size;
  }

  /** Adds an event behind those of its line. */
  add(event: PendingEvent, nowMs: number): void {
    this.#size += 1;
    const line = this.#lines.get(event.line);
    if (line !== undefined) {
      line.push(event);
      return;
    }
    this.#lines.set(event.line, [event]);
    this.#place(event, nowMs);
  }

  hasReady(nowMs: number): boolean {
    this.#wake(nowMs);
    return this.#readyFrom < this.#ready.length;
  }

  /** Up to `limit` events that may go now, no two of a line. They are out until `done` or `putOff`. */
  take(limit: number, nowMs: number): PendingEvent[] {
    this.#wake(nowMs);
    const taken = this.#ready.slice(this.#readyFrom, this.#readyFrom + limit);
    this.#readyFrom += taken.length;
    if (this.#readyFrom >= this.#ready.length) {
      this.#ready = [];
      this.#readyFrom = 0;
    }
    return taken;
  }

  /** The event is delivered or given up; the next of its line may go. */
  done(event: PendingEvent, nowMs: number): void {
    const line = this.#lines.get(event.line);
    if (line?.[0] !== event) return;
    this.#size -= 1;
    line.shift();
    const [next] = line;
    if (next === undefined) this.#lines.delete(event.line);
    else this.#place(next, nowMs);
  }

  /** The event goes again when it is due. */
  putOff(event: PendingEvent, nowMs: number): void {
    if (this.#lines.get(event.line)?.[0] === event) this.#place(event, nowMs);
  }

  /** What was put off is due now. */
  hurry(nowMs: number): void {
    for (const event of this.#putOff) event.dueAtMs = nowMs;
  }

  /** When the next of those that were put off is due; null where none is. */
  get nextDueMs(): number | null {
    return this.#putOff[0]?.dueAtMs ?? null;
  }

  #place(event: PendingEvent, nowMs: number): void {
    if (event.dueAtMs <= nowMs) {
      this.#ready.push(event);
      return;
    }
    let low = 0;
    let high = this.#putOff.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#putOff[middle]?.dueAtMs ?? Infinity) <= event.dueAtMs) low = middle + 1;
      else high = middle;
    }
    this.#putOff.splice(low, 0, event);
  }

  #wake(nowMs: number): void {
    let due = 0;
    while ((this.#putOff[due]?.dueAtMs ?? Infinity) <= nowMs) due += 1;
    if (due > 0) this.#ready.push(...this.#putOff.splice(0, due));
  }
}
