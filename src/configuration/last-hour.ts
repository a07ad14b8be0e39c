import { sampleMessagesOfAll } from "../db/across-months/sample-messages.ts";
import type { SampledMessage } from "../db/sample-messages.ts";
import { idTimeMs } from "../ids.ts";
import type { SimulatedMessage } from "../routing/simulate-routes.ts";

const sampledMs = 3_600_000;
const sampleLimit = 10_000;

/** The last hour's messages, as a dry run takes them. */
export interface LastHour {
  messages: (SimulatedMessage & { carrierId: string; segmentCount: number })[];
  /** Whether there were more messages than are here. */
  sampled: boolean;
}

/** Up to 10,000 of the messages of the last hour, of every account the newest. */
export async function readLastHour(env: Pick<Env, "DB">, nowMs: number): Promise<LastHour> {
  const messages = await sampleMessagesOfAll(env, nowMs - sampledMs, sampleLimit);
  return { messages: messages.map(toSimulated), sampled: isSampled(messages) };
}

function toSimulated({ id, body, ...rest }: SampledMessage): LastHour["messages"][number] {
  return { ...rest, messageId: id, text: body, nowMs: idTimeMs(id) };
}

/** True when an account had its full share, of which it may have sent more. */
function isSampled(messages: readonly SampledMessage[]): boolean {
  const counts = new Map<string, number>();
  for (const { accountId } of messages) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return Math.max(0, ...counts.values()) >= Math.floor(sampleLimit / Math.max(1, counts.size));
}
