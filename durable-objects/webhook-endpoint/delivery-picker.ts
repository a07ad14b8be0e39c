import type { Endpoint } from "../../src/webhooks/endpoint.ts";
import {
  type RequestContent,
  batchCharacters,
  batchContent,
  eventContent,
} from "../../src/webhooks/request-content.ts";
import type { Backlog } from "./backlog.ts";
import type { DeliveryWindow, RequestLimits } from "./delivery-window.ts";
import type { Batch, PendingEvent } from "./pending-event.ts";

/** What one request carries. */
export interface Delivery {
  item: PendingEvent | Batch;
  events: readonly PendingEvent[];
  content: RequestContent;
}

export interface DeliveryPickerOptions {
  backlog: Backlog;
  window: DeliveryWindow;
  transaction: (write: () => void) => void;
  /** Names a batch. */
  nextBatchId: () => string;
}

/** Picks what goes next: a batch that is due again, or else events that may go now, which become a batch where the endpoint takes them. */
export class DeliveryPicker {
  readonly #options: DeliveryPickerOptions;

  constructor(options: DeliveryPickerOptions) {
    this.#options = options;
  }

  /** From when on something may go, epoch ms: a past moment for now, null where nothing is ready. */
  goesAtMs(endpoint: Endpoint, nowMs: number): number | null {
    const { backlog, window } = this.#options;
    backlog.load(window, nowMs);
    return window.goesAtMs(limitsOf(endpoint), nowMs);
  }

  /** Null where nothing is ready. What is written of it is on disk before the request leaves the object. */
  pick(endpoint: Endpoint, nowMs: number): Delivery | null {
    const dueBatch = this.#takeDueBatch(endpoint, nowMs);
    if (endpoint.maxBatch > 1) return batchDelivery(dueBatch ?? this.#fixBatch(endpoint, nowMs));
    const [event] = this.#options.window.take(limitsOf(endpoint), nowMs);
    return event === undefined ? null : { item: event, events: [event], content: eventContent(event) };
  }

  #fixBatch(endpoint: Endpoint, nowMs: number): Batch | null {
    const { backlog, window, transaction, nextBatchId } = this.#options;
    const events = window.take(limitsOf(endpoint), nowMs);
    if (events.length === 0) return null;
    let batch: Batch | null = null;
    transaction(() => {
      batch = backlog.batches.fix(events, nextBatchId(), nowMs);
    });
    return batch;
  }

  /** The next batch that is due. Those that are more than the endpoint takes by now are taken apart. */
  #takeDueBatch({ maxBatch }: Endpoint, nowMs: number): Batch | null {
    const { backlog, window, transaction } = this.#options;
    for (let batch = window.takeBatch(nowMs); batch !== undefined; batch = window.takeBatch(nowMs)) {
      const due = batch;
      if (maxBatch > 1 && due.events.length <= maxBatch) return due;
      transaction(() => backlog.takeApart(due));
      window.takeApart(due, nowMs);
    }
    return null;
  }
}

function batchDelivery(batch: Batch | null): Delivery | null {
  if (batch === null) return null;
  const { events, webhookId, madeAtMs } = batch;
  return { item: batch, events, content: batchContent(webhookId, events, madeAtMs) };
}

function limitsOf({ maxBatch, maxBatchWaitMs }: Endpoint): RequestLimits {
  if (maxBatch === 1) return { events: 1, characters: Infinity, waitMs: 0 };
  return { events: maxBatch, characters: batchCharacters, waitMs: maxBatchWaitMs };
}
