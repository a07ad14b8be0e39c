import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import worker from "../../../src/index.ts";
import type { Meter } from "../../../src/meter/meter.ts";
import { queuePlace } from "../../../src/meter/meter-env.ts";
import { meterBatch, queueOperations } from "../../../src/meter/meter-queue.ts";

/** By their bindings, as wrangler.toml has them. */
const queues = {
  OUTBOUND: { name: "heliograph-outbound", batchSize: 20 },
  EVENTS: { name: "heliograph-events", batchSize: 20 },
  LOG_LINES: { name: "heliograph-log", batchSize: 50 },
} as const;
export type QueueBinding = keyof typeof queues;

interface HeldMessage {
  body: unknown;
  attempts: number;
}

/** As in wrangler.toml, with the first. */
const attemptsLimit = 6;

/** The queues in the test's hands: what is sent waits until the test delivers it, so that batches are the same in every run. */
export class HeldQueues {
  readonly #meter: Meter;
  readonly #env: Env;
  readonly #held: Record<QueueBinding, HeldMessage[]> = { OUTBOUND: [], EVENTS: [], LOG_LINES: [] };

  /** Consumers get `consumerEnv`, whose bindings count what they send; those of objects, which do not, are counted here. */
  constructor(meter: Meter, consumerEnv: Env) {
    this.#meter = meter;
    this.#env = consumerEnv;
    for (const binding of ["OUTBOUND", "EVENTS"] as const) {
      vi.spyOn(env[binding], "sendBatch").mockImplementation((messages) => {
        for (const { body } of messages) {
          this.#held[binding].push({ body, attempts: 1 });
          meter.add(queuePlace(binding), "write", "queueOperation", queueOperations(body));
        }
        return Promise.resolve(sent);
      });
    }
    vi.spyOn(env.LOG_LINES, "send").mockImplementation((body) => {
      this.#held.LOG_LINES.push({ body, attempts: 1 });
      return Promise.resolve(sent);
    });
  }

  waiting(binding: QueueBinding): number {
    return this.#held[binding].length;
  }

  /** Gives the consumer what waits, as much as one batch may have. Answers what it took; the rest comes again. */
  async deliver(binding: QueueBinding): Promise<unknown[]> {
    const { name, batchSize } = queues[binding];
    const held = this.#held[binding].splice(0, batchSize);
    const messages = held.map((message) => ({ id: crypto.randomUUID(), timestamp: new Date(), ...message }));
    // Which of its queues has which bodies, the Worker knows.
    const batch = createMessageBatch(name, messages) as MessageBatch<string>;
    const ctx = createExecutionContext();
    this.#meter.add("worker", `consume ${queuePlace(name)}`, "workerRequest");
    await worker.queue(meterBatch(batch, queuePlace(name), this.#meter), this.#env, ctx);
    const { ackAll, explicitAcks } = await getQueueResult(batch, ctx);
    await waitOnExecutionContext(ctx);
    const taken = messages.filter(({ id }) => ackAll || explicitAcks.includes(id));
    for (const { id, body, attempts } of messages) {
      if (taken.some((message) => message.id === id)) continue;
      if (attempts === attemptsLimit) throw new Error(`${name}: a message was tried ${attempts} times`);
      this.#held[binding].push({ body, attempts: attempts + 1 });
    }
    return taken.map(({ body }) => body);
  }
}

const sent = { metadata: { metrics: { backlogBytes: 0, backlogCount: 0 } } };
