import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { isFinal } from "../support/api-client.ts";
import { ExtraConnector } from "../support/extra-connector.ts";
import { sendSteadily } from "../support/send-steadily.ts";
import { TestStack } from "../support/stack.ts";

/** How long texts flow between two changes. */
const trafficMs = 500;
const bindIds = ["bind-1", "bind-2", "bind-3", "bind-4"];

const carrierSchema = z.object({
  version: z.number(),
  service: z.string(),
  binds: z.array(z.object({ id: z.string(), state: z.string(), connector: z.string().optional(), port: z.number() })),
});
type Carrier = z.infer<typeof carrierSchema>;

const fleetSchema = z.object({ data: z.array(z.object({ id: z.string(), drained: z.boolean() })) });

/** The operator's side of the API. */
class Operator {
  readonly #stack: TestStack;
  readonly #key: string;

  constructor(stack: TestStack, key: string) {
    this.#stack = stack;
    this.#key = key;
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#stack.url}/admin/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Makes a change once the one before it has had some traffic. */
  async post(path: string, body: unknown = {}): Promise<void> {
    await sleep(trafficMs);
    await this.call("POST", path, body);
  }

  async untilCarrier(isSo: (carrier: Carrier) => boolean): Promise<Carrier> {
    for (;;) {
      const carrier = carrierSchema.parse(await this.call("GET", "/carriers/default"));
      if (isSo(carrier)) return carrier;
      await sleep(50);
    }
  }

  async untilDrained(connectorId: string): Promise<void> {
    for (;;) {
      const { data } = fleetSchema.parse(await this.call("GET", "/connectors"));
      if (data.some(({ id, drained }) => id === connectorId && drained)) return;
      await sleep(50);
    }
  }
}

const isUp = ({ binds }: Carrier) => binds.length === bindIds.length && binds.every(({ state }) => state === "bound");
const stateOf = ({ binds }: Carrier, bindId: string) => binds.find(({ id }) => id === bindId)?.state;

test("a carrier, its binds and its connectors are changed under traffic, and nothing is lost or sent twice", async () => {
  await TestStack.with({ receiptDelayMs: 100 }, async (stack) => {
    const secrets = await loadSecrets(dataPaths(stack.folder).secrets);
    const operator = new Operator(stack, secrets.ADMIN_KEY);
    const second = new ExtraConnector(stack, "second", secrets.CONNECTOR_TOKEN);
    const { binds, version } = await operator.untilCarrier(() => true);
    const { port } = binds[0] ?? { port: 0 };
    const config = (windowSize: number) => ({
      name: "Default",
      binds: bindIds.map((id) => ({ id, host: "127.0.0.1", port, systemId: "e2e", password: "secret", windowSize })),
    });
    let isOver = false;
    try {
      await operator.call("PUT", "/carriers/default", config(20));
      await second.start();
      await operator.untilCarrier(
        (carrier) => isUp(carrier) && carrier.binds.some(({ connector }) => connector === "second"),
      );
      const sending = sendSteadily(stack, 5_000, () => isOver);

      await operator.call("PUT", "/carriers/default", config(5));
      await operator.post("/carriers/default/binds/bind-1/disable");
      await operator.untilCarrier((carrier) => stateOf(carrier, "bind-1") === "down");
      await operator.post("/carriers/default/binds/bind-1/activate");
      await operator.untilCarrier(isUp);

      await operator.post("/connectors/second/drain", { note: "reboot" });
      await operator.untilDrained("second");
      const alone = await operator.untilCarrier(isUp);
      expect(new Set(alone.binds.map(({ connector }) => connector)).has("second")).toBe(false);
      await operator.post("/connectors/second/activate");

      await operator.post("/carriers/default/disable");
      await operator.untilCarrier((carrier) => carrier.binds.every(({ state }) => state === "down"));
      await operator.post("/carriers/default/revert", { version: version + 1 });
      await operator.untilCarrier((carrier) => isUp(carrier) && carrier.service === "active");

      isOver = true;
      const ids = await sending;
      const messages = await Promise.all(ids.map((id) => stack.api.messageWhen(id, isFinal, 60_000)));
      const seen = Map.groupBy(stack.submits(), ({ text }) => text);
      process.stdout.write(`live configuration: ${JSON.stringify({ sent: ids.length })}\n`);
      expect(messages.filter(({ status }) => status !== "delivered")).toEqual([]);
      expect(seen.size).toBe(ids.length);
      expect([...seen.values()].filter((submits) => submits.length > 1)).toEqual([]);
    } finally {
      isOver = true;
      await second.kill();
    }
  });
});
