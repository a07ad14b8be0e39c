import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { segment, startClient, ucpConfig } from "./harness.ts";

const main = fileURLToPath(new URL("../../../connector/simulator/main.ts", import.meta.url));

interface Ready {
  ucpPort: number;
  controlPort: number;
}

it("the simulator's process speaks UCP where it is asked to, and is controlled under /ucp", async () => {
  const flags = ["--port", "0", "--ucp-port", "0", "--control-port", "0", "--receipt-delay-ms", "0", "--json"];
  const child = fork(main, flags, { silent: true });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  if (child.stdout === null) {
    throw new Error("no stdout");
  }
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { ucpPort, controlPort } = JSON.parse(line) as Ready;
  const control = `http://127.0.0.1:${controlPort}/ucp`;

  const bind = startClient(ucpConfig(ucpPort));
  await bind.bound();
  bind.client.submit("one", segment("+573001234567", "hi"));
  await bind.resultOf("one");
  await bind.delivers.take(1);
  const body = JSON.stringify({ from: "+573001234567", to: "12345", text: "STOP" });
  expect((await fetch(`${control}/mo`, { method: "POST", body })).status).toBe(202);
  await bind.delivers.take(2);
  expect(await (await fetch(`${control}/submits`)).json()).toMatchObject({
    submits: [{ destination: "573001234567", text: "hi", outcome: "delivered" }],
  });
  expect(await (await fetch(`${control}/stats`)).json()).toMatchObject({ submits: 1, sessions: ["12345"] });
  await fetch(`${control}/disconnect`, { method: "POST" });
  await bind.states.find(({ state }) => state === "down");
});
