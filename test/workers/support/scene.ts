import { env } from "cloudflare:workers";
import type { CarrierConfig } from "../../../src/carriers/carrier.ts";
import { createIdFactory } from "../../../src/ids.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import type { ReceiptReport } from "../../../src/link/frames.ts";
import { defaultSubmitProfile } from "../../../src/link/submit-profile.ts";
import type { ReceiptState } from "../../../src/sms/receipt-states.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import type { MessageRow } from "../../../src/db/schema.ts";

export const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

let carriers = 0;

/** A carrier of its own for a test, with one bind whose window is `windowSize`. */
export async function makeCarrier(config: Partial<CarrierConfig> = {}, windowSize = 100): Promise<string> {
  carriers += 1;
  const id = config.id ?? `carrier-${carriers}`;
  const configured = await env.CARRIER.getByName(id).configuration.apply(
    { kind: "replace", draft: { ...carrierOf(id, windowSize), ...config } },
    { author: "test", note: null, nowMs: Date.now() },
  );
  if (!configured.ok) throw new Error(configured.error.message);
  return id;
}

/** The configuration of a carrier with one bind. */
export function carrierOf(id: string, windowSize: number): CarrierConfig {
  return {
    id,
    name: id,
    service: "active",
    onUnknown: "resend",
    queryAfterSeconds: 3_600,
    holdSentMs: 0,
    maxAttempts: 3,
    segmentsPerSecond: null,
    submitProfile: defaultSubmitProfile,
    failover: { unboundAfterSeconds: 15, throttledAfterSeconds: 10 },
    commandStatusOverrides: [],
    http: null,
    binds: [
      {
        ...bindDefaults,
        id: "b1",
        kind: "smpp",
        enabled: true,
        host: "127.0.0.1",
        port: 2775,
        systemId: "test",
        password: "secret",
        windowSize,
      },
    ],
  };
}

export function makeText(text: Partial<AcceptedText> = {}): AcceptedText {
  return {
    id: ids.next("message"),
    to: "+573001234567",
    from: "Elibom",
    text: "hola",
    encoding: "gsm7",
    singleShift: 0,
    lockingShift: 0,
    segmentCount: 1,
    reference: 0,
    lane: "normal",
    ...text,
  };
}

/** Puts texts into a carrier's backlog as one chunk, and into the read model, as the dispatcher does. */
export async function enqueue(carrierId: string, texts: AcceptedText[], accountId = "acc_test"): Promise<boolean> {
  const [first] = texts;
  if (first === undefined) throw new Error("a chunk has at least one text");
  await insertQueued(env.DB, JSON.stringify({ accountId, texts }), carrierId, Date.now()).run();
  return env.CARRIER.getByName(carrierId).enqueue([
    {
      chunkId: `${first.id}.${first.lane}`,
      accountId,
      lane: first.lane,
      texts: texts.length,
      body: JSON.stringify(texts),
    },
  ]);
}

export function receipt(carrierMessageId: string, state: ReceiptState = "delivered"): ReceiptReport {
  return { carrierMessageId, state, address: "573001234567", bindId: "b1", atMs: Date.now() };
}

/** What the read model says of a message, once `ready` holds for it. */
export async function readModel(messageId: string, ready: (row: MessageRow) => boolean): Promise<MessageRow> {
  for (;;) {
    const row = await env.DB.prepare("SELECT * FROM messages WHERE id = ?")
      .bind(messageId)
      .first<{ status: MessageRow["status"]; timeline: string; error_code: string | null; recipient: string }>();
    if (row !== null) {
      const read = {
        ...row,
        timeline: JSON.parse(row.timeline) as MessageRow["timeline"],
        errorCode: row.error_code,
      } as unknown as MessageRow;
      if (ready(read)) return read;
    }
    await scheduler.wait(10);
  }
}

/** The row once it has a status. */
export function withStatus(messageId: string, status: MessageRow["status"]): Promise<MessageRow> {
  return readModel(messageId, (row) => row.status === status);
}
