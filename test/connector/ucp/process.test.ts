import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { startSimulatorProcess } from "../simulator/start-process.ts";
import { segment, startClient, told, ucpConfig } from "./harness.ts";

it("the simulator's process speaks UCP where it is asked to, and is controlled under /ucp", async () => {
  const { ucpPort, control } = await startSimulatorProcess("--ucp-port", "0", "--receipt-delay-ms", "0");

  const bind = startClient(ucpConfig(ucpPort));
  await bind.bound();
  bind.client.submit("one", segment("+573001234567", "hi"));
  await bind.resultOf("one");
  await bind.delivers.take(1);
  const body = JSON.stringify({ from: "+573001234567", to: "12345", text: "STOP" });
  expect((await fetch(`${control}/ucp/mo`, { method: "POST", body })).status).toBe(202);
  await bind.delivers.take(2);
  expect(await (await fetch(`${control}/ucp/submits`)).json()).toMatchObject({
    submits: [{ destination: "573001234567", text: "hi", outcome: "delivered" }],
  });
  expect(await (await fetch(`${control}/ucp/stats`)).json()).toMatchObject({ submits: 1, sessions: ["12345"] });
  await fetch(`${control}/ucp/disconnect`, { method: "POST" });
  await bind.states.find(({ state }) => state === "down");
});

it("the simulator's process keeps submits and outstanding notifications in its file when it is killed", async () => {
  const flags = ["--ucp-port", "0", "--ucp-data", join(temporaryDirectory(), "ucp.db"), "--receipt-delay-ms"];
  const first = await startSimulatorProcess(...flags, "86400000");
  const before = startClient(ucpConfig(first.ucpPort));
  await before.bound();
  for (let index = 0; index < 50; index++) {
    before.client.submit(`${index}`, segment("+573001234567", `text ${index}`));
  }
  before.client.submit("refused", segment("+573009999004"));
  const results = await before.results.take(51);
  const ids = results.flatMap(({ result }) => (result.outcome === "accepted" ? [result.carrierMessageId] : []));
  expect(new Set(ids).size).toBe(50);
  first.child.kill("SIGKILL");
  await first.exited;

  const second = await startSimulatorProcess(...flags, "0");
  const after = startClient(ucpConfig(second.ucpPort));
  const receipts = (await after.delivers.take(50)).map(({ deliver }) => told(deliver));
  const named = receipts.map((delivery) => (delivery.kind === "receipt" ? delivery.receipt.carrierMessageId : ""));
  expect(new Set(named)).toEqual(new Set(ids));
  after.client.submit("new", segment("+573001234567"));
  const result = await after.resultOf("new");
  expect(ids).not.toContain(result.outcome === "accepted" ? result.carrierMessageId : "");
});
