import { describe, expect, it } from "vitest";
import { commandStatus } from "../../../connector/smpp/constants.ts";
import { fallbackVersion, spokenVersion } from "../../../connector/smpp/interface-version.ts";
import { bindConfig, message, startBind, startScriptedSmsc, startSmsc } from "./harness.ts";

const scInterfaceVersion = (value: number) => [{ tag: 0x0210, value: Uint8Array.of(value) }];

describe("the version both sides speak", () => {
  it.each([
    ["5.0 where both do", 0x50, 0x50, 0x50],
    ["3.4 where the carrier does", 0x50, 0x34, 0x34],
    ["3.4 where the carrier speaks less", 0x50, 0x33, 0x34],
    ["3.4 where nothing else was asked for", 0x34, 0x50, 0x34],
  ] as const)("is %s", (_what, asked, theirs, spoken) => {
    expect(spokenVersion(asked, scInterfaceVersion(theirs))).toBe(spoken);
  });

  it("is 3.4 where the carrier names none", () => {
    expect(spokenVersion(0x50, [])).toBe(0x34);
  });

  it("is not what is wrong where the carrier knows who asks", () => {
    const { ESME_RINVPASWD, ESME_RINVSYSID, ESME_RALYBND, ESME_RSYSERR } = commandStatus;
    expect([ESME_RINVPASWD, ESME_RINVSYSID, ESME_RALYBND].map((status) => fallbackVersion(0x50, status))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(fallbackVersion(0x50, ESME_RSYSERR)).toBe(0x34);
    expect(fallbackVersion(0x34, ESME_RSYSERR)).toBeUndefined();
  });
});

describe("a bind of interface_version 5.0", () => {
  it("is made with a carrier that speaks it", async () => {
    const smsc = await startScriptedSmsc({ tlvs: scInterfaceVersion(0x50) });
    const bind = startBind(bindConfig(smsc.port, { interfaceVersion: 0x50 }));
    await bind.bound();
    expect(smsc.binds.all).toMatchObject([{ interfaceVersion: 0x50 }]);
  });

  it("stays as it is with a carrier that lets it in and speaks 3.4", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port, { interfaceVersion: 0x50 }));
    await bind.bound();
    bind.client.submit("one", message("573001234567"));
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
    expect(smsc.stats().sessions).toHaveLength(1);
  });

  it.each([
    ["ESME_RSYSERR", commandStatus.ESME_RSYSERR],
    ["ESME_RINVCMDID", commandStatus.ESME_RINVCMDID],
    ["ESME_RBINDFAIL", commandStatus.ESME_RBINDFAIL],
  ])("is made with 3.4 at once where it is refused with %s", async (name, newerVersionStatus) => {
    const { port } = await startSmsc({ newerVersionStatus });
    const slow = { reconnectMinMs: 3_600_000, reconnectMaxMs: 3_600_000 };
    const bind = startBind(bindConfig(port, { interfaceVersion: 0x50, ...slow }));
    await bind.bound();
    expect(bind.states.all).toMatchObject([
      { state: "connecting" },
      { state: "down", reason: `the bind was refused: ${name}; next with interface_version 3.4` },
      { state: "connecting" },
      { state: "bound" },
    ]);
  });

  it("keeps to 3.4 on later sessions", async () => {
    const { smsc, port } = await startSmsc({ newerVersionStatus: commandStatus.ESME_RSYSERR });
    const bind = startBind(bindConfig(port, { interfaceVersion: 0x50 }));
    await bind.bound();
    smsc.disconnectAll();
    const states = await bind.states.take(7);
    expect(states.map(({ state }) => state)).toEqual([
      "connecting",
      "down",
      "connecting",
      "bound",
      "down",
      "connecting",
      "bound",
    ]);
  });

  it("is asked for again where 3.4 was refused too, after the usual delay", async () => {
    const smsc = await startScriptedSmsc({ status: commandStatus.ESME_RSYSERR });
    const bind = startBind(bindConfig(smsc.port, { interfaceVersion: 0x50, reconnectMinMs: 3, reconnectMaxMs: 30 }));
    const asked = (await smsc.binds.take(4)).map(({ interfaceVersion }) => interfaceVersion);
    expect(asked).toEqual([0x50, 0x34, 0x50, 0x34]);
    expect(await bind.warnings.take(3)).toMatchObject([{ retryInMs: 0 }, { retryInMs: 3 }, { retryInMs: 0 }]);
  });

  it("is not taken for the cause of a wrong password", async () => {
    const smsc = await startScriptedSmsc({ status: commandStatus.ESME_RINVPASWD });
    startBind(bindConfig(smsc.port, { interfaceVersion: 0x50 }));
    const asked = (await smsc.binds.take(2)).map(({ interfaceVersion }) => interfaceVersion);
    expect(asked).toEqual([0x50, 0x50]);
  });
});

describe("congestion_state of SMPP 5.0", () => {
  it("leaves a tenth of the window while the carrier is congested, and all of it afterwards", async () => {
    const { smsc, port } = await startSmsc({ interfaceVersion: 0x50 });
    const bind = startBind(bindConfig(port, { interfaceVersion: 0x50, windowSize: 20 }));
    await bind.bound();
    expect(bind.client.freeSlots()).toBe(20);
    smsc.inject({ mode: "congested", seconds: 3_600, state: 95 });
    bind.client.submit("one", message("573001234567"));
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
    expect(bind.client.freeSlots()).toBe(2);
    smsc.inject({ mode: "congested", seconds: 3_600, state: 85 });
    bind.client.submit("two", message("573001234567"));
    await bind.resultOf("two");
    expect(bind.client.freeSlots()).toBe(10);
    smsc.inject({ mode: "congested", seconds: 3_600, state: 40 });
    bind.client.submit("three", message("573001234567"));
    await bind.resultOf("three");
    expect(bind.client.freeSlots()).toBe(20);
  });

  it("leaves a tenth of the throughput, and always a slot", async () => {
    const smsc = await startScriptedSmsc({ tlvs: scInterfaceVersion(0x50) });
    const bind = startBind(
      bindConfig(smsc.port, { interfaceVersion: 0x50, windowSize: 5, throughputPerSecond: 1_000 }),
    );
    await bind.bound();
    bind.client.submit("one", message("573001234567"));
    await smsc.requests.take(1);
    smsc.answerSubmit(0, 0, "1", [{ tag: 0x0428, value: Uint8Array.of(99) }]);
    await bind.resultOf("one");
    expect(bind.client.freeSlots()).toBe(1);
  });

  it("counts in a refusal too, with or without its message_id", async () => {
    const smsc = await startScriptedSmsc({ tlvs: scInterfaceVersion(0x50) });
    const bind = startBind(bindConfig(smsc.port, { interfaceVersion: 0x50, windowSize: 20 }));
    await bind.bound();
    bind.client.submit("one", message("573001234567"));
    await smsc.requests.take(1);
    smsc.answerSubmit(0, commandStatus.ESME_RTHROTTLED, "", [{ tag: 0x0428, value: Uint8Array.of(99) }]);
    expect(await bind.resultOf("one")).toEqual({ outcome: "rejected", commandStatus: 0x58 });
    expect(bind.client.freeSlots()).toBe(2);
  });

  it("is forgotten with the session", async () => {
    const { smsc, port } = await startSmsc({ interfaceVersion: 0x50 });
    const bind = startBind(bindConfig(port, { interfaceVersion: 0x50, windowSize: 20 }));
    await bind.bound();
    smsc.inject({ mode: "congested", seconds: 3_600, state: 100 });
    bind.client.submit("one", message("573001234567"));
    await bind.resultOf("one");
    smsc.disconnectAll();
    await bind.states.take(5);
    expect(bind.client.freeSlots()).toBe(20);
  });
});
