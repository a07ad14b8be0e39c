import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { LogPiece } from "../../../src/event-log/log-piece.ts";
import { writeParts } from "../../../src/event-log/write-parts.ts";
import { storeLog } from "../../../src/queues/log.ts";
import { projectEvents } from "../../../src/queues/events.ts";
import { createOutboundConsumer } from "../../../src/queues/outbound.ts";
import { RoutesInForce } from "../../../src/configuration/routes-in-force.ts";
import type { AnyEventsChunk } from "../../../src/queues/events/sort-events.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { call } from "../http/support/api.ts";

/** Pieces that consumers sent on their way, in the place of queue "log". */
export class CaughtPieces {
  readonly pieces: LogPiece[] = [];
  setting = "redacted";
  isOut = false;

  /** The Worker's environment with this in it. */
  get env(): Env {
    const send = (piece: LogPiece) => {
      if (this.isOut) return Promise.reject(new Error("the queue is out"));
      this.pieces.push(piece);
      return Promise.resolve();
    };
    return { ...env, EVENT_LOG: this.setting as Env["EVENT_LOG"], LOG_LINES: { send } as unknown as Queue };
  }

  async consumeEvents(...chunks: AnyEventsChunk[]): Promise<number> {
    const batch = createMessageBatch<string>("heliograph-events", chunks.map(asMessage));
    const ctx = createExecutionContext();
    await projectEvents(batch, this.env, ctx);
    const result = await getQueueResult(batch, ctx);
    await waitOnExecutionContext(ctx);
    return result.explicitAcks.length;
  }

  async consumeTexts(accountId: string, texts: readonly AcceptedText[]): Promise<void> {
    const chunk = { accountId, chunkId: texts[0]?.id, texts };
    const batch = createMessageBatch<string>("heliograph-outbound", [asMessage(chunk)]);
    const ctx = createExecutionContext();
    await createOutboundConsumer({ routes: new RoutesInForce(), now: Date.now })(batch, this.env, ctx);
    await waitOnExecutionContext(ctx);
  }

  /** Delivers what was caught as one batch of queue "log", under ids that begin with `name`. */
  async store(name: string, sentAtMs = Date.now()): Promise<void> {
    const messages = this.pieces.map((body, index) => ({
      id: `${name}-${index}`,
      timestamp: new Date(sentAtMs),
      attempts: 1,
      body,
    }));
    await storeLog(createMessageBatch<LogPiece>("heliograph-log", messages), env);
  }
}

function asMessage(chunk: object) {
  return { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: JSON.stringify(chunk) };
}

export interface LogAnswer {
  lines: Record<string, unknown>[];
  cursor: string | null;
  more: string | null;
}

export async function readLog(query: string): Promise<LogAnswer> {
  const { status, headers, body } = await call("GET", `/admin/v1/logs?${query}`, { key: env.ADMIN_KEY });
  if (status !== 200 || typeof body !== "string") throw new Error(`${status}: ${JSON.stringify(body)}`);
  const lines = body.split("\n").filter((line) => line !== "");
  return {
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    cursor: headers.get("x-heliograph-cursor"),
    more: headers.get("x-heliograph-more"),
  };
}

/** Stores lines without consumers, each piece as a part of its own. */
export async function storePieces(pieces: readonly LogPiece[], fromMs: number): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    await writeParts(env, [{ id: `piece-${index}`, sentAtMs: fromMs + index, piece }]);
  }
}
