import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { isFinal } from "../support/api-client.ts";
import { ExtraSimulator } from "../support/extra-simulator.ts";
import { sendSteadily } from "../support/send-steadily.ts";
import { TestStack } from "../support/stack.ts";

const carrierSchema = z.object({ binds: z.array(z.object({ state: z.string(), port: z.number() })) });
const routesSchema = z.object({ activeFrom: z.string() });

test("what the first carrier cannot take the second delivers, each text once, though the edge dies meanwhile", async () => {
  await TestStack.with({}, async (stack) => {
    const second = await ExtraSimulator.start(stack, "second");
    try {
      const { ADMIN_KEY } = await loadSecrets(dataPaths(stack.folder).secrets);
      const call = callerOf(`${stack.url}/admin/v1`, ADMIN_KEY);
      const { binds } = carrierSchema.parse(await call("GET", "/carriers/default"));
      await call("PUT", "/carriers/default", carrier(binds[0]?.port ?? 0));
      await call("PUT", "/carriers/second", carrier(second.port));
      for (const id of ["default", "second"]) await untilBound(call, id);
      const rule = { id: "all", targets: [{ carrierId: "default" }, { carrierId: "second" }] };
      const { activeFrom } = routesSchema.parse(await call("PUT", "/routes", { rules: [rule] }));
      await sleep(Math.max(0, Date.parse(activeFrom) - Date.now()));

      const before = await sendSteadily(stack, 50);
      await allDelivered(stack, before);
      await stack.kill("simulator");

      const sending = sendSteadily(stack, 200);
      await sleep(700);
      await stack.kill("edge");
      await stack.start("edge");
      const after = await sending;
      await allDelivered(stack, after);

      const [atFirst, atSecond] = [stack.submits(), second.submits()].map((submits) => submits.map(({ text }) => text));
      expect(new Set(atFirst).size).toBe(before.length);
      expect(atFirst).toHaveLength(before.length);
      expect(new Set(atSecond).size).toBe(after.length);
      expect(atSecond).toHaveLength(after.length);
      const moved = await stack.api.messageWhen(after[0] ?? "", isFinal, 1_000);
      expect(moved.timeline.map(({ type }) => type)).toContain("moved");
    } finally {
      await second.kill();
    }
  });
});

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

function callerOf(url: string, key: string): Call {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

function carrier(port: number): unknown {
  const bind = { id: "bind-1", host: "127.0.0.1", port, systemId: "e2e", password: "secret" };
  return { name: "One of two", binds: [bind], failover: { unboundAfterSeconds: 1 } };
}

async function untilBound(call: Call, id: string): Promise<void> {
  for (;;) {
    const { binds } = carrierSchema.parse(await call("GET", `/carriers/${id}`));
    if (binds.every(({ state }) => state === "bound")) return;
    await sleep(50);
  }
}

async function allDelivered(stack: TestStack, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { status } = await stack.api.messageWhen(id, isFinal, 90_000);
    expect(status).toBe("delivered");
  }
}
