import { describe, expect, it } from "vitest";
import { readFields } from "../../../connector/ucp/fields.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import type { Session } from "../../../connector/ucp/session.ts";
import { Recorder } from "../recorder.ts";
import { segment, startClient, startScriptedCentre, startUcpSmsc, ucpConfig } from "./harness.ts";

const ordinary = "+573001234567";

describe("a window of 100", () => {
  it("skips the numbers that are busy, and takes a late result for nobody else's", async () => {
    const held: Frame[] = [];
    const arrived = new Recorder<number>();
    let carrier: Session | undefined;
    const accept = (session: Session | undefined, frame: Frame | undefined): void => {
      if (session !== undefined && frame !== undefined) {
        const to = readFields(51, frame.fields)?.adc ?? "";
        session.respond(frame, { ok: true, systemMessage: `${to}:010126000000` });
      }
    };
    const port = await startScriptedCentre((session, frame) => {
      carrier = session;
      arrived.push(frame.transaction);
      held.push(frame);
    });
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    for (let sent = 0; sent < 100; sent++) {
      bind.client.submit(`${sent}`, segment(`+5730000000${String(sent).padStart(2, "0")}`));
    }
    expect(bind.client.freeSlots()).toBe(0);
    const numbers = await arrived.take(100);
    expect([...numbers].sort((one, other) => one - other)).toEqual(Array.from({ length: 100 }, (_, index) => index));

    accept(carrier, held[40]);
    accept(carrier, held[3]);
    await bind.results.take(2);
    expect(bind.client.freeSlots()).toBe(2);
    bind.client.submit("x", segment("+573000000201"));
    bind.client.submit("y", segment("+573000000202"));
    await arrived.take(102);
    expect(new Set(arrived.all.slice(100))).toEqual(new Set([numbers[40], numbers[3]]));

    for (const frame of [...held.slice(0, 3), ...held.slice(4, 40), ...held.slice(41)].toReversed()) {
      accept(carrier, frame);
    }
    await bind.results.take(102);
    const ids = new Map(bind.results.all.map(({ token, result }) => [token, result]));
    expect(ids.get("7")).toEqual({ outcome: "accepted", carrierMessageId: "573000000007:010126000000" });
    expect(ids.get("y")).toEqual({ outcome: "accepted", carrierMessageId: "573000000202:010126000000" });
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("moves many more than a hundred", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    let sent = 0;
    while (sent < 1_000) {
      while (bind.client.freeSlots() > 0 && sent < 1_000) {
        bind.client.submit(`${sent}`, segment(`+57300${String(sent++).padStart(7, "0")}`));
      }
      if (sent < 1_000) {
        await bind.ready.take(bind.ready.all.length + 1);
      }
    }
    await bind.results.take(1_000);
    await bind.delivers.take(1_000);
    expect(bind.results.all.every(({ result }) => result.outcome === "accepted")).toBe(true);
    expect(smsc.stats()).toMatchObject({ submits: 1_000, accepted: 1_000 });
  });
});

describe("changes and the end", () => {
  it("takes a new window and settings as it is, and a new password not at all", async () => {
    const { port } = await startUcpSmsc();
    const config = ucpConfig(port);
    const bind = startClient(config);
    await bind.bound();
    expect(bind.client.reconfigure({ ...config, windowSize: 7, internationalPrefix: "" })).toBe(true);
    expect(bind.client.freeSlots()).toBe(7);
    expect(bind.client.reconfigure({ ...config, password: "other" })).toBe(false);
    expect(bind.client.freeSlots()).toBe(7);
  });

  it("lets the window empty before it closes", async () => {
    const held = new Recorder<{ session: Session; frame: Frame }>();
    const port = await startScriptedCentre((session, frame) => held.push({ session, frame }));
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const [waiting] = await held.take(1);
    const stopped = bind.client.stop({ drainMs: 10_000 });
    expect(bind.client.freeSlots()).toBe(0);
    waiting?.session.respond(waiting.frame, { ok: true, systemMessage: "573001234567:010126000000" });
    await stopped;
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "unbinding", "down"]);
  });

  it("does not wait longer than told", async () => {
    const port = await startScriptedCentre(() => undefined);
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    await bind.client.stop({ drainMs: 5 });
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "unknown" });
  });
});
