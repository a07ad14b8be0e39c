import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import { connectSocket, host, startServer } from "../harness.ts";
import { bindConfig, message, openSession, startBind, startSmsc } from "./harness.ts";
import { Recorder } from "../recorder.ts";

const ordinary = "573001234567";
const neverAnswered = "573009999008";

describe("a bind", () => {
  it.each(["transceiver", "transmitter", "receiver"] as const)("is made as %s", async (mode) => {
    const { smsc, port } = await startSmsc({ systemId: "gateway", password: "secret" });
    const bind = startBind(bindConfig(port, { mode }));
    await bind.bound();
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
    expect(smsc.stats().sessions).toEqual([{ systemId: "gateway", mode }]);
    expect(bind.client.freeSlots()).toBe(mode === "receiver" ? 0 : 100);
  });

  it("submits, and hears of the receipt", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("one", message(ordinary));
    const result = await bind.resultOf("one");
    const [delivered] = await bind.delivers.take(1);
    expect(result).toMatchObject({ outcome: "accepted" });
    const id = result.outcome === "accepted" ? result.carrierMessageId : "";
    expect(Buffer.from(delivered?.deliver.shortMessage ?? []).toString()).toContain(`id:${id} `);
  });

  it("fills in the bind's service_type", async () => {
    const requests = new Recorder<string>();
    const port = await startServer((socket) => {
      const { session } = openSession(socket, {
        onRequest: (pdu) => {
          if (pdu.command === "submit_sm") {
            requests.push(pdu.serviceType);
          } else {
            session.respond(
              { command: "bind_transceiver_resp", commandStatus: 0, systemId: "", tlvs: [] },
              pdu.sequence,
            );
          }
        },
      });
    });
    const bind = startBind(bindConfig(port, { serviceType: "CMT" }));
    await bind.bound();
    bind.client.submit("one", message(ordinary));
    bind.client.submit("two", { ...message(ordinary), serviceType: "VMA" });
    expect(await requests.take(2)).toEqual(["CMT", "VMA"]);
  });

  it("keeps to its window, and says when there is room again", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port, { windowSize: 10 }));
    await bind.bound();
    let sent = 0;
    while (bind.client.freeSlots() > 0) {
      bind.client.submit(`in ${sent++}`, message(ordinary));
    }
    expect(sent).toBe(10);
    bind.client.submit("one too many", message(ordinary));
    expect(await bind.resultOf("one too many")).toEqual({ outcome: "unsent", reason: "the window is full" });
    await bind.ready.find((slots) => slots > 0);
    await bind.results.take(11);
    expect(bind.client.freeSlots()).toBe(10);
  });

  it("keeps to its throughput, and sends all the same", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port, { throughputPerSecond: 200 }));
    await bind.bound();
    const slots: number[] = [];
    let sent = 0;
    while (sent < 60) {
      const free = bind.client.freeSlots();
      slots.push(free);
      for (let slot = 0; slot < free && sent < 60; slot++) {
        bind.client.submit(`${sent++}`, message(ordinary));
      }
      if (sent < 60) {
        await bind.ready.take(bind.ready.all.length + 1);
      }
    }
    await bind.results.take(60);
    expect(Math.max(...slots)).toBeLessThanOrEqual(20);
    expect(slots.length).toBeGreaterThanOrEqual(3);
    expect(smsc.stats().accepted).toBe(60);
  });

  it("does not send what SMPP cannot say, and says why", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("nul", message("5730\0"));
    expect(await bind.resultOf("nul")).toMatchObject({
      outcome: "rejected",
      commandStatus: 0x0b,
      reason: expect.stringContaining("destination_addr") as unknown,
    });
    expect(bind.client.freeSlots()).toBe(100);
    expect(smsc.stats().submits).toBe(0);
  });

  it("never calls back before submit returned", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    bind.client.submit("not bound yet", message(ordinary));
    expect(bind.results.all).toEqual([]);
    expect(await bind.resultOf("not bound yet")).toEqual({ outcome: "unsent", reason: "not bound" });
  });

  it("answers a deliver_sm when the holder says so, with its status", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port), "by_hand");
    await bind.bound();
    const taken = smsc.injectMo({ from: "+573001234567", to: "12345", text: "STOP" });
    const [first] = await bind.delivers.take(1);
    first?.respond(0x64);
    const [, again] = await bind.delivers.take(2);
    again?.respond(0);
    again?.respond(0);
    await taken;
    expect(smsc.stats()).toMatchObject({ delivers: 2, inboundAcknowledged: 1 });
  });

  it("takes a new window and throughput as it is, and nothing else", async () => {
    const { port } = await startSmsc();
    const config = bindConfig(port);
    const bind = startBind(config);
    await bind.bound();
    expect(bind.client.reconfigure({ ...config, windowSize: 7 })).toBe(true);
    expect(bind.client.freeSlots()).toBe(7);
    expect(bind.client.reconfigure({ ...config, throughputPerSecond: 10 })).toBe(true);
    expect(bind.client.freeSlots()).toBe(1);
    expect(bind.client.reconfigure({ ...config, password: "other" })).toBe(false);
    expect(bind.client.freeSlots()).toBe(1);
  });
});

describe("a session that is lost", () => {
  it("leaves what was in flight unknown, once, and comes back", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("a", message(neverAnswered, "a"));
    bind.client.submit("b", message(neverAnswered, "b"));
    bind.client.submit("after", message(ordinary));
    await bind.resultOf("after");
    smsc.disconnectAll();
    const lost = await bind.states.find(({ state }) => state === "down");
    expect(lost.reason).toMatch(/closed|ECONNRESET/);
    const unknown = bind.results.all.filter(({ result }) => result.outcome === "unknown");
    expect(unknown.map(({ token }) => token)).toEqual(["a", "b"]);
    expect(bind.client.freeSlots()).toBe(0);

    await bind.states.take(5);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "down", "connecting", "bound"]);
    bind.client.submit("a", message(neverAnswered, "a"));
    await bind.results.find(({ token, result }) => token === "a" && result.outcome === "accepted");
  });

  it("is made again when the server comes back", async () => {
    const first = new SmscSimulator({ host, port: 0, receiptDelayMs: 0, receiptForm: "text", now: () => Date.now() });
    const { port } = await first.listen();
    const bind = startBind(bindConfig(port));
    const firstBound = await bind.bound();
    await first.close();
    await bind.states.find(({ reason }) => reason?.includes("ECONNREFUSED") ?? false);
    await startSmsc({ port });
    await bind.states.find((state) => state.state === "bound" && state !== firstBound);
    bind.client.submit("again", message(ordinary));
    expect(await bind.resultOf("again")).toMatchObject({ outcome: "accepted" });
  });

  it("is made again when the SMSC unbinds", async () => {
    const sessions = new Recorder<ReturnType<typeof openSession>>();
    const port = await startServer((socket) => {
      const opened = openSession(socket, {
        onRequest: (pdu) =>
          opened.session.respond(
            { command: "bind_transceiver_resp", commandStatus: 0, systemId: "", tlvs: [] },
            pdu.sequence,
          ),
      });
      sessions.push(opened);
    });
    const bind = startBind(bindConfig(port));
    await bind.bound();
    const [first] = await sessions.take(1);
    first?.session.request({ command: "unbind" }, () => undefined);
    expect(await bind.states.find(({ state }) => state === "down")).toMatchObject({ reason: "the peer unbound" });
    await sessions.take(2);
  });

  it("is noticed when the SMSC answers nothing any more", async () => {
    const port = await startServer((socket) => {
      const { session } = openSession(socket, {
        onRequest: (pdu) => {
          session.respond({ command: "bind_transceiver_resp", commandStatus: 0, systemId: "", tlvs: [] }, pdu.sequence);
          session.flush();
          socket.pause();
        },
      });
    });
    const bind = startBind(bindConfig(port, { enquireLinkIntervalMs: 20, responseTimeoutMs: 20 }));
    await bind.bound();
    await bind.states.find(
      ({ state, reason }) => state === "down" && reason === "the peer did not answer enquire_link",
    );
  });

  it("leaves a submit unknown when its response does not come in time, and stays", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port, { responseTimeoutMs: 20 }));
    await bind.bound();
    bind.client.submit("a", message(neverAnswered));
    expect(await bind.resultOf("a")).toEqual({ outcome: "unknown", reason: "no response in time" });
    expect(bind.client.freeSlots()).toBe(100);
  });
});

describe("an SMSC that does not let it bind", () => {
  it.each([
    ["a wrong password", { password: "other" }, "ESME_RINVPASWD"],
    ["a wrong system_id", { systemId: "other" }, "ESME_RINVSYSID"],
    ["a session too many", { maxSessions: 0 }, "ESME_RALYBND"],
  ])("for %s is tried again slowly, with the reason in the state", async (_what, options, status) => {
    const { port } = await startSmsc(options);
    const bind = startBind(bindConfig(port, { reconnectMinMs: 1, reconnectMaxMs: 37 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe(`the bind was refused: ${status}`);
    expect(await bind.warnings.take(2)).toMatchObject([{ retryInMs: 37 }, { retryInMs: 37 }]);
    expect(bind.states.all.at(2)).toMatchObject({ state: "connecting", reason: `the bind was refused: ${status}` });
    expect(JSON.stringify([bind.warnings.all, bind.states.all])).not.toContain("secret");
  });

  it("for now is tried again with growing delays", async () => {
    const port = await startServer((socket) => socket.destroy());
    const random = () => 0.5;
    const bind = startBind(bindConfig(port, { reconnectMinMs: 2, reconnectMaxMs: 10 }), "at_once", random);
    const delays = (await bind.warnings.take(5)).map(({ retryInMs }) => retryInMs);
    expect(delays).toEqual([3, 5, 6, 6, 6]);
  });

  it("by not answering is given up after the bind timeout", async () => {
    const port = await startServer(() => undefined);
    const bind = startBind(bindConfig(port, { bindTimeoutMs: 20 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("no answer to the bind within 20 ms");
  });

  it("because it is no SMSC is named so", async () => {
    const port = await startServer((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const bind = startBind(bindConfig(port));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toContain('it sends "HTTP…"');
  });
});

describe("stopping", () => {
  it("lets what is in flight finish, unbinds, and is gone", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    for (let index = 0; index < 20; index++) {
      bind.client.submit(`${index}`, { ...message(ordinary), registeredDelivery: 0 });
    }
    await bind.client.stop({ drainMs: 60_000 });
    expect(bind.results.all.map(({ result }) => result.outcome)).toEqual(Array.from({ length: 20 }, () => "accepted"));
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "unbinding", "down"]);
    bind.client.submit("late", message(ordinary));
    expect(await bind.resultOf("late")).toEqual({ outcome: "unsent", reason: "not bound" });
    expect(smsc.stats().accepted).toBe(20);
  });

  it("waits for the answers to what was delivered", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port), "by_hand");
    await bind.bound();
    const taken = smsc.injectMo({ from: "573001234567", to: "12345", text: "hola" });
    const [delivered] = await bind.delivers.take(1);
    const stopped = bind.client.stop({ drainMs: 60_000 });
    delivered?.respond(0);
    await Promise.all([taken, stopped]);
    expect(smsc.stats().inboundAcknowledged).toBe(1);
  });

  it("gives up after the drain time what does not finish", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("a", message(neverAnswered));
    await bind.client.stop({ drainMs: 10 });
    expect(bind.results.all).toEqual([{ token: "a", result: { outcome: "unknown", reason: "closed" } }]);
  });

  it("ends at once while it is not bound, and for good", async () => {
    const connections = new Recorder<true>();
    const port = await startServer((socket) => {
      connections.push(true);
      socket.destroy();
    });
    const bind = startBind(bindConfig(port, { reconnectMinMs: 3_600_000, reconnectMaxMs: 3_600_000 }));
    await bind.states.find(({ state }) => state === "down");
    await bind.client.stop({ drainMs: 60_000 });
    bind.client.start();
    expect(bind.states.all.at(-1)).toMatchObject({ state: "down", reason: "stopped" });
    expect(connections.all).toHaveLength(1);
  });

  it("ends at once while it connects", async () => {
    const connections = new Recorder<Promise<unknown>>();
    const port = await startServer((socket) => connections.push(once(socket, "close")));
    const bind = startBind(bindConfig(port));
    const [closed] = await connections.take(1);
    await bind.client.stop({ drainMs: 60_000 });
    await closed;
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "down"]);
  });
});

describe("garbage on the SMSC's port", () => {
  it("is answered and harms nobody else", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    const stranger = await connectSocket(port);
    const answer = once(stranger, "data");
    const closed = once(stranger, "close");
    stranger.write("GET / HTTP/1.1\r\nHost: smsc\r\n\r\n");
    const [bytes] = (await answer) as [Buffer];
    expect(bytes.readUInt32BE(4)).toBe(0x80000000);
    await closed;
    bind.client.submit("one", message(ordinary));
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
  });
});
