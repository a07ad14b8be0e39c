import { Fifo } from "./fifo.ts";
import { type Batch, type PendingEvent, isBatch } from "./pending-event.ts";

/** How much one request takes. */
export interface RequestLimits {
  events: number;
  /** Of the events' bodies together; an event that is longer goes by itself. */
  characters: number;
  /** How long the first event waits for others to go with it. */
  waitMs: number;
}

interface Line {
  events: PendingEvent[];
  /** Its first event is in `#ready`. */
  isReady: boolean;
}

/**
 * The oldest events of the backlog, held in memory: which of them may go now. What is out or put off holds back the events behind
 * it in its line, and nothing else.
 */
export class DeliveryWindow {
  readonly #lines = new Map<string, Line>();
  /** The first of each line that may go, and since when. */
  readonly #ready = new Fifo<{ event: PendingEvent; sinceMs: number }>();
  readonly #readyAnswerable = new Fifo<PendingEvent>();
  readonly #dueBatches = new Fifo<Batch>();
  /** In the order in which they are due. */
  readonly #putOff: (PendingEvent | Batch)[] = [];
  #size = 0;
  /** In all the lines of `#ready`. */
  #readyEvents = 0;
  #readyCharacters = 0;

  /** Events in the window, those that are out included. */
  get size(): number {
    return this.#size;
  }

  /** Adds an event behind those of its line; one of a batch goes with its batch. */
  add(event: PendingEvent, nowMs: number, isOfBatch = false): void {
    this.#size += 1;
    const line = this.#lines.get(event.line);
    if (line === undefined) {
      this.#lines.set(event.line, { events: [event], isReady: false });
      if (!isOfBatch) this.#place(event, nowMs);
      return;
    }
    line.events.push(event);
    if (line.isReady) this.#countReady(event, 1);
  }

  hasReady(nowMs: number): boolean {
    this.#wake(nowMs);
    return this.#dueBatches.size + this.#readyAnswerable.size + this.#ready.size > 0;
  }

  /** From when on something may go: a past moment for a full request, null where nothing is ready. Epoch ms. */
  goesAtMs(limits: RequestLimits, nowMs: number): number | null {
    if (!this.hasReady(nowMs)) return null;
    const first = this.#ready.peek();
    if (first === undefined || this.#dueBatches.size + this.#readyAnswerable.size > 0) return 0;
    const isFull = this.#readyEvents >= limits.events || this.#readyCharacters >= limits.characters;
    return isFull ? 0 : first.sinceMs + limits.waitMs;
  }

  /** A batch that is to be tried again now. */
  takeBatch(nowMs: number): Batch | undefined {
    this.#wake(nowMs);
    return this.#dueBatches.shift();
  }

  /**
   * Events that may go now in one request: those of a line in their order, the same event not twice. They are out until `done` or
   * `putOff`.
   */
  take(limits: Pick<RequestLimits, "events" | "characters">, nowMs: number): PendingEvent[] {
    this.#wake(nowMs);
    const answerable = this.#readyAnswerable.shift();
    if (answerable !== undefined) return [answerable];
    const taken: PendingEvent[] = [];
    let characters = 0;
    for (let first = this.#ready.peek(); first !== undefined; first = this.#ready.peek()) {
      const line = this.#lines.get(first.event.line);
      if (line === undefined) break;
      const before = taken.length;
      for (const event of line.events) {
        const hasRoom = taken.length < limits.events && characters + event.body.length <= limits.characters;
        if (taken.length > 0 && !hasRoom) break;
        // A replay may bring an event while it waits: one request has it once.
        if (event.isAnswerable || isIn(taken, before, event)) break;
        taken.push(event);
        characters += event.body.length;
      }
      if (taken.length === before) break;
      this.#ready.shift();
      line.isReady = false;
      for (const event of line.events) this.#countReady(event, -1);
    }
    return taken;
  }

  /** Whether an event waits for one of these, which are out together. */
  areAwaited(events: readonly PendingEvent[]): boolean {
    return events.some((event) => {
      const last = this.#lines.get(event.line)?.events.at(-1);
      return last !== undefined && last !== event && !events.includes(last);
    });
  }

  /** These are delivered or given up; the next of their lines may go. */
  done(events: readonly PendingEvent[], nowMs: number): void {
    const goingOn = new Set<Line>();
    for (const event of events) {
      const line = this.#lines.get(event.line);
      if (line?.events[0] !== event) continue;
      this.#size -= 1;
      line.events.shift();
      if (line.events.length > 0) {
        goingOn.add(line);
      } else {
        goingOn.delete(line);
        this.#lines.delete(event.line);
      }
    }
    for (const { events: left } of goingOn) {
      const [next] = left;
      if (next !== undefined) this.#place(next, nowMs);
    }
  }

  /** The event or the batch goes again when it is due. */
  putOff(item: PendingEvent | Batch, nowMs: number): void {
    this.#place(item, nowMs);
  }

  /** The events of a batch go each for itself again, when they are due. */
  takeApart(batch: Batch, nowMs: number): void {
    for (const event of batch.events) {
      if (this.#lines.get(event.line)?.events[0] === event) this.#place(event, nowMs);
    }
  }

  /** What was put off is due now. */
  hurry(nowMs: number): void {
    for (const item of this.#putOff) item.dueAtMs = nowMs;
  }

  /** When the next of those that were put off is due; null where none is. */
  get nextDueMs(): number | null {
    return this.#putOff[0]?.dueAtMs ?? null;
  }

  #place(item: PendingEvent | Batch, nowMs: number): void {
    if (item.dueAtMs > nowMs) this.#placePutOff(item);
    else if (isBatch(item)) this.#dueBatches.push(item);
    else if (item.isAnswerable) this.#readyAnswerable.push(item);
    else this.#placeReady(item, nowMs);
  }

  #placeReady(event: PendingEvent, nowMs: number): void {
    const line = this.#lines.get(event.line);
    if (line === undefined) return;
    line.isReady = true;
    for (const one of line.events) this.#countReady(one, 1);
    this.#ready.push({ event, sinceMs: nowMs });
  }

  #placePutOff(item: PendingEvent | Batch): void {
    let low = 0;
    let high = this.#putOff.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#putOff[middle]?.dueAtMs ?? Infinity) <= item.dueAtMs) low = middle + 1;
      else high = middle;
    }
    this.#putOff.splice(low, 0, item);
  }

  #wake(nowMs: number): void {
    let due = 0;
    while ((this.#putOff[due]?.dueAtMs ?? Infinity) <= nowMs) due += 1;
    if (due === 0) return;
    for (const item of this.#putOff.splice(0, due)) this.#place(item, nowMs);
  }

  #countReady(event: PendingEvent, by: 1 | -1): void {
    this.#readyEvents += by;
    this.#readyCharacters += by * event.body.length;
  }
}

function isIn(events: readonly PendingEvent[], from: number, { id }: PendingEvent): boolean {
  for (let index = from; index < events.length; index += 1) if (events[index]?.id === id) return true;
  return false;
}
