import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

const requestTimeoutMs = 10_000;
const retryDelayMs = 250;

/** One request; undefined where no answer came. */
export async function ask(
  url: string,
  key: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch {
    return undefined;
  }
}

/** Asks until there is an answer that is neither a 5xx nor a 429. `onRetry` hears of each time more; throws when the time is over. */
export async function askUntilAnswered(
  request: () => Promise<Answer | undefined>,
  timeoutMs: number,
  onRetry: () => void = () => undefined,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await request();
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
    if (Date.now() > deadline)
      throw new Error(`no answer within ${timeoutMs / 1_000} s, the last was ${answer?.status}`);
    onRetry();
    await sleep(retryDelayMs);
  }
}
