import { describe, expect, it } from "vitest";
import type { Frame } from "../../../connector/ucp/frame.ts";
import { createAuthority } from "../../support/certificates.ts";
import { host, startServer } from "../harness.ts";
import { Recorder } from "../recorder.ts";
import { segment, startClient, startScriptedCentre, startUcpSmsc, ucpConfig } from "./harness.ts";

const ordinary = "+573001234567";

describe("a login", () => {
  it("is made with the bind's number and password", async () => {
    const { smsc, port } = await startUcpSmsc({ systemId: "12345", password: "secret" });
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
    expect(smsc.stats().sessions).toEqual(["12345"]);
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("with a wrong password is tried again slowly, with the carrier's reason", async () => {
    const { smsc, port } = await startUcpSmsc({ password: "other" });
    const bind = startClient(ucpConfig(port, { reconnectMinMs: 1, reconnectMaxMs: 30 }));
    const warnings = await bind.warnings.take(2);
    expect(warnings.map(({ retryInMs }) => retryInMs)).toEqual([30, 30]);
    expect(bind.states.all.find(({ state }) => state === "down")?.reason).toBe(
      "the login was refused: 07 Authentication failure",
    );
    expect(JSON.stringify([bind.states.all, bind.warnings.all])).not.toContain("secret");
    expect(smsc.stats().sessions).toEqual([]);
  });

  it("is made over TLS, where the pinned authority signed the carrier's certificate", async () => {
    const authority = createAuthority();
    const { smsc, port } = await startUcpSmsc({ tls: authority.issue(host) });
    const pinned = startClient(ucpConfig(port, { tls: { caPem: authority.certificatePem, allowUnverified: false } }));
    await pinned.bound();
    const stranger = startClient(
      ucpConfig(port, { tls: { caPem: createAuthority().certificatePem, allowUnverified: false } }),
    );
    const down = await stranger.states.find(({ state }) => state === "down");
    expect(down.reason).toContain("certificate is not trusted");
    expect(smsc.stats().sessions).toEqual(["12345"]);
  });

  it("is left out for a carrier that needs none", async () => {
    const operations = new Recorder<Frame>();
    const port = await startScriptedCentre((session, frame) => {
      operations.push(frame);
      session.respond(frame, { ok: true, systemMessage: "00573001234567:010126000000" });
    });
    const bind = startClient(ucpConfig(port, { systemId: "", password: "" }));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    await bind.resultOf("one");
    expect(operations.all.map(({ operation }) => operation)).toEqual([51]);
  });

  it("that is never answered is given up in time, and tried again", async () => {
    const port = await startServer(() => undefined);
    const bind = startClient(ucpConfig(port, { bindTimeoutMs: 20 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("no answer to the login within 20 ms");
    await bind.states.take(4);
  });
});
