import type { Meter } from "./meter.ts";

/** An operation is billed for each 64 KB (of 1,000 bytes) of a message, with about 100 bytes of the platform's own. */
const bytesPerOperation = 64_000;
const metadataBytes = 100;

/** Operations of writing, reading or deleting one message. */
export function queueOperations(body: unknown): number {
  return Math.ceil((bytesOf(body) + metadataBytes) / bytesPerOperation);
}

/** About what a body takes on its way: to the byte for text and for bytes. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return new TextEncoder().encode(value).length;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 8;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + name.length + bytesOf(inner), 0);
}

export function meterQueue(queue: Queue, place: string, meter: Meter): Queue {
  const count = (body: unknown): void => meter.add(place, "write", "queueOperation", queueOperations(body));
  return new Proxy(queue, {
    get(target, name) {
      if (name === "send") {
        return (...[body, options]: Parameters<Queue["send"]>) => {
          count(body);
          return target.send(body, options);
        };
      }
      if (name === "sendBatch") {
        return (...[messages, options]: Parameters<Queue["sendBatch"]>) => {
          const all = [...messages];
          for (const { body } of all) count(body);
          return target.sendBatch(all, options);
        };
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? (member as () => unknown).bind(target) : member;
    },
  });
}

/** Counts what a consumer is given: each message is read, and deleted when it is acknowledged. */
export function meterBatch<Batch extends MessageBatch>(batch: Batch, place: string, meter: Meter): Batch {
  const acknowledgedAll = batch.messages.map((message) => {
    const operations = queueOperations(message.body);
    meter.add(place, "read", "queueOperation", operations);
    const ack = message.ack.bind(message);
    let isDeleted = false;
    const count = (): void => {
      if (!isDeleted) meter.add(place, "delete", "queueOperation", operations);
      isDeleted = true;
    };
    message.ack = () => {
      count();
      ack();
    };
    return count;
  });
  const ackAll = batch.ackAll.bind(batch);
  batch.ackAll = () => {
    for (const count of acknowledgedAll) count();
    ackAll();
  };
  return batch;
}
