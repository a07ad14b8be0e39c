import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { isFinal } from "../support/api-client.ts";
import { ExtraConnector } from "../support/extra-connector.ts";
import { sendSteadily } from "../support/send-steadily.ts";
import { TestStack } from "../support/stack.ts";

const bindIds = ["bind-1", "bind-2", "bind-3", "bind-4"];

const carrierSchema = z.object({
  binds: z.array(z.object({ id: z.string(), state: z.string(), connector: z.string().optional(), port: z.number() })),
  connectors: z.array(z.string()),
});
type Carrier = z.infer<typeof carrierSchema>;

/** The operator's view of the carrier. */
class Operator {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(stack: TestStack, key: string) {
    this.#url = `${stack.url}/admin/v1/carriers/default`;
    this.#headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  }

  async spreadOver(port: number): Promise<void> {
    const binds = bindIds.map((id) => ({ id, host: "127.0.0.1", port, systemId: "e2e", password: "secret" }));
    const body = JSON.stringify({ name: "Default", binds });
    const response = await fetch(this.#url, { method: "PUT", headers: this.#headers, body });
    if (!response.ok) throw new Error(await response.text());
  }

  async carrier(): Promise<Carrier> {
    const response = await fetch(this.#url, { headers: this.#headers });
    return carrierSchema.parse(await response.json());
  }

  async until(isDone: (carrier: Carrier) => boolean): Promise<Carrier> {
    for (;;) {
      const carrier = await this.carrier();
      if (isDone(carrier)) return carrier;
      await sleep(100);
    }
  }
}

const holdersOf = ({ binds }: Carrier) => new Set(binds.map(({ connector }) => connector));
const isUp = ({ binds }: Carrier) => binds.length === bindIds.length && binds.every(({ state }) => state === "bound");

test("three connectors share a carrier's binds, and take over those of one that is killed", async () => {
  await TestStack.with({ receiptDelayMs: 100 }, async (stack) => {
    const secrets = await loadSecrets(dataPaths(stack.folder).secrets);
    const operator = new Operator(stack, secrets.ADMIN_KEY);
    const [first] = (await operator.carrier()).binds;
    if (first === undefined) throw new Error("the stack has no bind");
    await operator.spreadOver(first.port);
    const extras = ["second", "third"].map((id) => new ExtraConnector(stack, id, secrets.CONNECTOR_TOKEN));
    try {
      for (const extra of extras) await extra.start();
      const shared = await operator.until((carrier) => isUp(carrier) && holdersOf(carrier).size > 1);
      const victim = extras.find(({ id }) => holdersOf(shared).has(id));
      if (victim === undefined) throw new Error("no connector but the first holds a bind");

      const sending = sendSteadily(stack, 600);
      await sleep(500);
      await victim.kill();
      const killedAtMs = Date.now();
      await operator.until((carrier) => isUp(carrier) && !holdersOf(carrier).has(victim.id));
      const takenOverMs = Date.now() - killedAtMs;
      await victim.start();

      const ids = await sending;
      const messages = await Promise.all(ids.map((id) => stack.api.messageWhen(id, isFinal, 60_000)));
      const seen = Map.groupBy(stack.submits(), ({ text }) => text);
      const twice = [...seen].filter(([, submits]) => submits.length > 1).map(([text]) => text);
      const resent = messages.filter(({ timeline }) => timeline.some(({ type }) => type === "resent"));
      process.stdout.write(
        `connectors: ${JSON.stringify({ takenOverMs, sent: ids.length, twice: twice.length, resent: resent.length })}\n`,
      );
      expect(messages.filter(({ status }) => status !== "delivered")).toEqual([]);
      expect(seen.size).toBe(ids.length);
      expect(twice.length).toBeLessThanOrEqual(resent.length);
    } finally {
      for (const extra of extras) await extra.kill();
    }
  });
});
