import worker from "../../../src/index.ts";
import { isOfThisFile, watched } from "./under-way.ts";

export * from "../../../src/index.ts";

/** The Worker, except that it lets go of queue messages that an earlier test file sent, and that one can wait until it is idle. */
export default {
  ...worker,

  fetch: (request, env, context) => worker.fetch(request, env, watched(context)),

  async queue(batch, env, context) {
    const messages = batch.messages.filter((message) => isOfThisFile(message));
    for (const message of batch.messages) if (!messages.includes(message)) message.ack();
    if (messages.length === 0) return;
    const { queue, metadata } = batch;
    const own: MessageBatch<string> = {
      queue,
      metadata,
      messages,
      ackAll: () => batch.ackAll(),
      retryAll: (options) => batch.retryAll(options),
    };
    const watching = watched(context);
    const handled = worker.queue(own, env, watching);
    watching.waitUntil(handled);
    await handled;
  },
} satisfies ExportedHandler<Env, string>;
