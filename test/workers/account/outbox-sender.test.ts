import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { it } from "vitest";
import type { AlarmBook } from "../../../durable-objects/lib/alarm-book.ts";
import { OutboxSender } from "../../../durable-objects/lib/outbox-sender.ts";
import { Outbox } from "../../../durable-objects/lib/outbox.ts";
import { makeAccount } from "../support/accounts.ts";

/** Runs `use` with a sender of an account's outbox whose alarms are written down and whose work is kept. */
async function withSender(use: (scene: Scene) => Promise<void>): Promise<void> {
  const account = await makeAccount();
  await runInDurableObject(env.ACCOUNT.getByName(account.id), async (_object, { storage }) => {
    const outbox = new Outbox(storage.sql);
    const work: Promise<unknown>[] = [];
    const alarms: number[] = [];
    const sent: string[] = [];
    const sender = new OutboxSender({
      outbox,
      alarms: {
        set: (_kind: string, _id: string, dueAtMs: number) => void alarms.push(dueAtMs),
      } as unknown as AlarmBook,
      send: (messages) => Promise.resolve(void sent.push(...messages)),
      encode: ({ id }) => id,
      now: () => 1_000,
      onSendFailed: () => undefined,
      waitUntil: (promise) => void work.push(promise),
    });
    await use({ outbox, sender, alarms, sent, work });
  });
}

interface Scene {
  outbox: Outbox;
  sender: OutboxSender;
  /** When each alarm that was set is due, epoch ms. */
  alarms: number[];
  sent: string[];
  work: Promise<unknown>[];
}

it("what is added while the sender waits has an alarm, though the one of before has gone off", async ({ expect }) => {
  await withSender(async ({ outbox, sender, alarms, sent, work }) => {
    outbox.append("a", 1, "[1]");
    sender.drain();
    expect(alarms).toHaveLength(1);
    outbox.confirm(["a"]);
    await sender.resend();
    expect(alarms).toHaveLength(1);
    outbox.append("b", 1, "[2]");
    sender.drain();
    expect(alarms).toHaveLength(2);
    await Promise.all(work);
    expect(sent).toEqual(["a", "b"]);
  });
});
