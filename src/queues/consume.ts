import { logError } from "../log.ts";

/** Messages that are to come again, though nothing failed: what they need is not there yet. */
export type ComeAgain = ReadonlySet<Message<string>>;

type Handle = (messages: readonly Message<string>[]) => Promise<ComeAgain | void>;

const longestDelaySeconds = 30;
const nothing: ComeAgain = new Set();

/**
 * Handles a batch at one go, and where that fails each message by itself, so that one bad message holds up no other. What
 * failed by itself too is tried again later by the queue.
 */
export async function consume(messages: readonly Message<string>[], handle: Handle): Promise<void> {
  if (await tryHandle(messages, handle, messages.length === 1)) return;
  if (messages.length === 1) return;
  for (const message of messages) await tryHandle([message], handle, true);
}

async function tryHandle(messages: readonly Message<string>[], handle: Handle, last: boolean): Promise<boolean> {
  try {
    const comeAgain = (await handle(messages)) ?? nothing;
    for (const message of messages) {
      if (!comeAgain.has(message)) message.ack();
      else message.retry({ delaySeconds: Math.min(longestDelaySeconds, message.attempts) });
    }
    return true;
  } catch (error) {
    if (last) {
      logError("queue.message_failed", error, { attempts: messages[0]?.attempts ?? 0 });
      for (const message of messages) message.retry();
    }
    return false;
  }
}
