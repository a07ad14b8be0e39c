import { describe, expect, it } from "vitest";
import { startServer } from "../harness.ts";
import { Recorder } from "../recorder.ts";
import { segment, startClient, startScriptedCentre, startUcpSmsc, ucpConfig } from "./harness.ts";

const ordinary = "+573001234567";
const lostOnce = "+573009999008";
const disconnectOnce = "+573009999016";

describe("a session that is lost", () => {
  it("leaves what was in flight unknown, once, and comes back", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("a", segment(lostOnce, "a"));
    bind.client.submit("b", segment(lostOnce, "b"));
    bind.client.submit("after", segment(ordinary));
    await bind.resultOf("after");
    smsc.disconnectAll();
    await bind.states.take(5);
    const unknown = bind.results.all.filter(({ result }) => result.outcome === "unknown");
    expect(unknown.map(({ token }) => token)).toEqual(["a", "b"]);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "down", "connecting", "bound"]);
    expect(bind.client.freeSlots()).toBe(100);
    bind.client.submit("again", segment(lostOnce, "a"));
    expect(await bind.resultOf("again")).toMatchObject({ outcome: "accepted" });
  });

  it("is dropped by the carrier in the middle of a submit", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(disconnectOnce));
    expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "the peer closed the connection" });
    await bind.states.take(5);
  });

  it("is given up when an alert is not answered, and made again", async () => {
    let connections = 0;
    const port = await startServer((socket) => {
      connections++;
      // Answers the login, and nothing else.
      socket.on("data", (chunk) => {
        if (chunk.toString("latin1").includes("/O/60/")) {
          socket.write("\u000200/00019/R/60/A//6D\u0003", "latin1");
        }
      });
    });
    const bind = startClient(ucpConfig(port, { keepaliveIntervalMs: 20, responseTimeoutMs: 20 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("the peer did not answer an alert");
    await bind.states.take(5);
    expect(connections).toBeGreaterThanOrEqual(2);
  });

  it("stays while alerts are answered, even with a refusal", async () => {
    const alerts = new Recorder<string>();
    const port = await startServer((socket) => {
      socket.on("data", (chunk) => {
        const text = chunk.toString("latin1");
        if (text.includes("/O/60/")) {
          socket.write("\u000200/00019/R/60/A//6D\u0003", "latin1");
        } else {
          alerts.push(text);
          const body = `${text.slice(1, 3)}/00022/R/31/N/03//`;
          const sum = Array.from(body).reduce((total, character) => total + character.charCodeAt(0), 0) & 0xff;
          socket.write(`\u0002${body}${sum.toString(16).toUpperCase().padStart(2, "0")}\u0003`, "latin1");
        }
      });
    });
    const bind = startClient(ucpConfig(port, { keepaliveIntervalMs: 10, responseTimeoutMs: 2_000 }));
    const seen = await alerts.take(3);
    expect(seen[0]?.slice(1, -1)).toMatch(/^01\/00027\/O\/31\/12345\/0539\/[\dA-F]{2}$/);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
  });

  it("is given up when half of the transaction numbers were never answered", async () => {
    const port = await startScriptedCentre(() => undefined);
    const bind = startClient(ucpConfig(port, { responseTimeoutMs: 40, keepaliveIntervalMs: 60_000 }));
    await bind.bound();
    for (let sent = 0; sent < 60; sent++) {
      bind.client.submit(`${sent}`, segment(ordinary));
    }
    await bind.results.take(60);
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toMatch(/^\d+ operations were never answered$/);
    expect(bind.results.all.every(({ result }) => result.outcome === "unknown")).toBe(true);
  });
});
