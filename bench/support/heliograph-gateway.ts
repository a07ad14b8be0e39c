import { z } from "zod";
import type { Target } from "../requests.ts";
import { BenchStack, type BenchStackOptions } from "./bench-stack.ts";
import { callWith } from "./call.ts";
import { shortCode, type Bench, type Gateway, type Returns } from "./gateway.ts";

export interface HeliographOptions extends Returns, Omit<BenchStackOptions, "smscPort"> {
  /** Events in one webhook. */
  maxBatch?: number;
}

export type HeliographGateway = Gateway & { stack: BenchStack; target: Target };

const secretSchema = z.object({ secret: z.string() });

/** Runs `use` on a new stack, with a webhook for what comes back. */
export function withHeliograph<Result>(
  { smsc, sink }: Bench,
  { receipts, inbound, maxBatch = 1, ...options }: HeliographOptions,
  use: (gateway: HeliographGateway) => Promise<Result>,
): Promise<Result> {
  return BenchStack.with({ ...options, smscPort: smsc.port }, async (stack) => {
    const events = [...(receipts ? ["message.delivered"] : []), ...(inbound ? ["message.received"] : [])];
    const secret = events.length === 0 ? null : await subscribe(stack, `${sink.url}/hook`, events, maxBatch);
    if (inbound) {
      const path = `/admin/v1/numbers/${shortCode}`;
      await callWith(stack.url, stack.adminKey)("PUT", path, { accountId: stack.accountId });
    }
    const target = { port: Number(new URL(stack.url).port), apiKey: stack.apiKey };
    return use({ stack, target, secret, processes: stack.processes() });
  });
}

async function subscribe(stack: BenchStack, url: string, events: string[], maxBatch: number): Promise<string> {
  const endpoint = { url, events, concurrency: 50, maxBatch };
  const made = await callWith(stack.url, stack.apiKey)("POST", "/v1/webhooks", endpoint);
  return secretSchema.parse(made).secret;
}
