import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { root } from "../../local/paths.ts";
import { findFreePort } from "../../local/ports.ts";
import { ApiClient, isFinal } from "../support/api-client.ts";

const readySchema = z.object({
  ready: z.literal(true),
  api: z.url(),
  apiKey: z.string(),
  adminKey: z.string(),
  dashboard: z.url(),
  smsc: z.object({ host: z.string(), port: z.number() }),
  signIn: z.url(),
});

const text = { to: "+573001234567", from: "Elibom", text: "Su cita es mañana a las 10:00 ✅" };
let data: string;
let running: ChildProcess[];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "heliograph-start-"));
  running = [];
});

afterEach(async () => {
  for (const child of running) await end(child, "SIGKILL");
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** `npm start` as a person types it, in a process group as a terminal gives it. */
async function start(flags: string[] = []) {
  const args = ["start", "--silent", "--", "--json", "--port", String(await findFreePort()), "--data", data, ...flags];
  const child = spawn("npm", args, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const exited = once(child, "exit").then(() => {
    throw new Error(`npm start ended before it was ready:\n${complaints}`);
  });
  const line = once(createInterface({ input: child.stdout }), "line");
  const [first] = (await Promise.race([line, exited])) as unknown[];
  exited.catch(() => undefined);
  const ready = readySchema.parse(JSON.parse(String(first)));
  const api = new ApiClient(ready.api);
  api.key = ready.apiKey;
  return { child, ready, api };
}

/** The signal to the whole group, as Ctrl-C is; the exit code once all of it has ended. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  process.kill(-child.pid, signal);
  await ended;
  return child.exitCode;
}

test("a text is delivered, and is still there after Ctrl-C and after SIGKILL", async () => {
  const first = await start();
  const sent = await first.api.send(text);
  expect(sent).toMatchObject({ segments: 1, encoding: "ucs2" });
  expect((await first.api.message(sent.id)).id).toBe(sent.id);
  expect((await first.api.messageWhen(sent.id, isFinal, 20_000)).status).toBe("delivered");
  expect(await end(first.child, "SIGINT")).toBe(0);

  const second = await start();
  expect(second.ready.apiKey).toBe(first.ready.apiKey);
  expect(second.ready.smsc).toEqual(first.ready.smsc);
  expect(new URL(second.ready.signIn).pathname).toBe(new URL(first.ready.signIn).pathname);
  expect((await second.api.message(sent.id)).status).toBe("delivered");
  const caught = await second.api.send(text);
  await end(second.child, "SIGKILL");

  const third = await start();
  expect((await third.api.messageWhen(caught.id, isFinal, 60_000)).status).toBe("delivered");
  expect(await end(third.child, "SIGTERM")).toBe(0);
});

test("a taken port is said in one line", async () => {
  const first = await start();
  const taken = new URL(first.ready.api).port;
  await end(first.child, "SIGINT");
  const { createServer } = await import("node:net");
  const server = createServer().listen(Number(taken), "127.0.0.1");
  await once(server, "listening");
  await expect(start(["--port", taken])).rejects.toThrow(`port ${taken} is taken`);
  server.close();
});
