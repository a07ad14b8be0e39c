import { describe, expect, it } from "vitest";
import { type ComparableConfig, bindEffectsOf, compareConfigs } from "../../../src/carriers/compare-configs.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";

type Comparable<Kind> = Extract<ComparableConfig["binds"][number], { kind: Kind }>;

const place = { host: "smsc.example.net", port: 2775, systemId: "1", enabled: true, credentials: "sealed-1" };
const smpp: Comparable<"smpp"> = { ...bindDefaults, ...place, kind: "smpp", id: "b1" };
const ucp: Comparable<"ucp"> = { ...ucpBindDefaults, ...place, kind: "ucp", id: "u1" };

function config(...binds: ComparableConfig["binds"]): ComparableConfig {
  return { service: "active", binds } as ComparableConfig;
}

describe("what changes", () => {
  it("is told field by field, binds by their ids and not by their order", () => {
    const other = { ...smpp, id: "b2" };
    expect(compareConfigs(config(smpp, other), config(other, smpp))).toEqual([]);
    expect(compareConfigs(config(smpp), config({ ...smpp, windowSize: 7 }))).toEqual([
      { path: "binds.b1.windowSize", before: 100, after: 7 },
    ]);
    expect(compareConfigs(config(smpp), config())).toContainEqual({
      path: "binds.b1.host",
      before: "smsc.example.net",
      after: null,
    });
  });

  it("never tells credentials, or how they look encrypted", () => {
    const changes = compareConfigs(config(smpp), config({ ...smpp, credentials: "sealed-2" }));
    expect(changes).toEqual([{ path: "binds.b1.credentials", before: "hidden", after: "hidden, and another" }]);
    expect(JSON.stringify(compareConfigs(null, config(smpp)))).not.toContain("sealed");
  });
});

describe("what becomes of a bind", () => {
  it.for<[string, Partial<typeof smpp>, string]>([
    ["nothing where nothing changes", {}, "keep"],
    ["it takes a new window at once", { windowSize: 7 }, "adjust"],
    ["it takes a new throughput at once", { throughputPerSecond: 5 }, "adjust"],
    ["another port takes another session", { port: 2776 }, "rebind"],
    ["another password takes another session", { credentials: "sealed-2" }, "rebind"],
    ["it ends where it is switched off", { enabled: false }, "unbind"],
  ])("%s", ([, change, effect]) => {
    expect(bindEffectsOf(config(smpp), config({ ...smpp, ...change }))).toEqual([{ bindId: "b1", effect }]);
  });

  it("goes by the protocol", () => {
    const effectOf = (change: Partial<typeof ucp>) =>
      bindEffectsOf(config(ucp), config({ ...ucp, ...change }))[0]?.effect;
    expect(effectOf({ timeZone: "America/Bogota" })).toBe("adjust");
    expect(effectOf({ keepaliveIntervalMs: 5 })).toBe("rebind");
  });

  it("goes by the carrier's service, too", () => {
    const disabled = { ...config(smpp), service: "disabled" as const };
    expect(bindEffectsOf(config(smpp), disabled)).toEqual([{ bindId: "b1", effect: "unbind" }]);
    expect(bindEffectsOf(disabled, config(smpp))).toEqual([{ bindId: "b1", effect: "bind" }]);
    expect(bindEffectsOf(disabled, { ...disabled, binds: [{ ...smpp, port: 1 }] })[0]?.effect).toBe("off");
    expect(bindEffectsOf(null, config(smpp, ucp)).map(({ effect }) => effect)).toEqual(["bind", "bind"]);
  });
});
