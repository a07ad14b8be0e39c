import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { paths } from "../../../local/paths.ts";
import { followHours } from "../../../ctl/follow-hours.ts";
import type { LogRange } from "../../../ctl/log-reader.ts";

/** An edge whose log is `body`. */
async function edgeWith(body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("x-heliograph-more", "false");
    response.writeHead(200, { "content-type": "text/csv" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("ctl logs follow", () => {
  it("has what is told of an hour after the next has begun", async () => {
    let nowMs = Date.parse("2026-11-21T14:59:50Z");
    /** Files by their keys, as the edge has them: the hour they are of comes first. */
    const files = new Map([["14/1", "first"]]);
    const read = async function* ({ after = "", before = "" }: LogRange, place: { cursor: string | undefined }) {
      const hours = { from: after.slice(11, 13), to: before.slice(11, 13) };
      const keys = [...files.keys()].toSorted((one, other) => (one < other ? -1 : 1));
      for (const key of keys) {
        if (key.slice(0, 2) < hours.from || key.slice(0, 2) >= hours.to || key <= (place.cursor ?? "")) continue;
        await Promise.resolve();
        place.cursor = key;
        yield files.get(key) ?? "";
      }
    };
    const events = [
      () => {
        nowMs = Date.parse("2026-11-21T15:00:20Z");
        files.set("15/1", "of the next hour");
      },
      () => files.set("14/2", "late"),
      () => {
        nowMs = Date.parse("2026-11-21T16:00:20Z");
        files.set("14/3", "too late").set("15/2", "late again").set("16/1", "last");
      },
    ];
    const wait = () => Promise.resolve(events.shift()?.());
    const fromMs = Date.parse("2026-11-21T14:30:00Z");
    const told: string[] = [];
    for await (const piece of followHours(read, { fromMs, cursor: undefined, now: () => nowMs, wait })) {
      told.push(piece);
      if (piece === "last") break;
    }
    expect(told).toEqual(["first", "of the next hour", "late", "late again", "last"]);
  });
});

describe("ctl logs read", () => {
  it("ends quietly when whoever reads has had enough", async () => {
    const url = await edgeWith(`time,event\r\n${"1,sent\r\n".repeat(500_000)}`);
    const child = spawn(paths.node, [join(import.meta.dirname, "../../../ctl/main.ts"), "logs", "read"], {
      env: { ...process.env, HELIOGRAPH_EDGE_URL: url, HELIOGRAPH_ADMIN_KEY: "secret" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [status] = (await once(child, "exit")) as [number];
    expect([status, errors.replaceAll(/^\(.*\n|^.*ExperimentalWarning.*\n/gm, "")]).toEqual([0, ""]);
  });
});
