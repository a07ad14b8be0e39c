/** Epoch ms. Every test file loads its modules anew. */
const loadedAtMs = Date.now();
/** What the platform gives to waitUntil. */
const longestWorkMs = 30_000;
const lookEveryMs = 5;
const underWay = new Set<Promise<unknown>>();
let ending = false;

/** Whether a queue message is one for the test file that runs now. The queues keep theirs from file to file. */
export function isOfThisFile({ timestamp }: Message): boolean {
  return !ending && timestamp.getTime() >= loadedAtMs;
}

/** The context, except that `untilIdle` waits for what waitUntil is given. */
export function watched(context: ExecutionContext): ExecutionContext {
  const waitUntil = context.waitUntil.bind(context);
  context.waitUntil = (work) => {
    const ended = work.then(forget, forget);
    function forget(): void {
      underWay.delete(ended);
    }
    underWay.add(ended);
    waitUntil(work);
  };
  return context;
}

/**
 * Takes no more of the queues, and waits for what the Worker has begun. It looks, and awaits nothing of that work: whoever is woken
 * by another request's promise may go on in that request, and stands still for ever when it ends.
 */
export async function untilIdle(): Promise<void> {
  ending = true;
  const untilMs = Date.now() + longestWorkMs;
  while (underWay.size > 0 && Date.now() < untilMs) await scheduler.wait(lookEveryMs);
}
