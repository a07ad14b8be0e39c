import { logError } from "../log.ts";

/**
 * Handles a batch at one go, and where that fails each message by itself, so that one bad message holds up no other. What
 * failed by itself too is tried again later by the queue.
 */
export async function consume(
  messages: readonly Message<string>[],
  handle: (messages: readonly Message<string>[]) => Promise<void>,
): Promise<void> {
  if (await tryHandle(messages, handle, messages.length === 1)) return;
  if (messages.length === 1) return;
  for (const message of messages) await tryHandle([message], handle, true);
}

async function tryHandle(
  messages: readonly Message<string>[],
  handle: (messages: readonly Message<string>[]) => Promise<void>,
  last: boolean,
): Promise<boolean> {
  try {
    await handle(messages);
    for (const message of messages) message.ack();
    return true;
  } catch (error) {
    if (last) {
      logError("queue.message_failed", error, { attempts: messages[0]?.attempts ?? 0 });
      for (const message of messages) message.retry();
    }
    return false;
  }
}
