import { expect, test } from "vitest";
import type { NewCarrier } from "../../src/pages/operator/carriers/carrier-calls.ts";
import { configurationOf, emptyBind, valuesOf } from "../../src/pages/operator/carriers/carrier-form-values.ts";

const stored: NewCarrier = {
  name: "Operator one",
  service: "active",
  onUnknown: "query",
  queryAfterSeconds: 1_800,
  holdSentMs: 5_000,
  maxAttempts: 5,
  segmentsPerSecond: 50,
  failover: { unboundAfterSeconds: 30, throttledAfterSeconds: 60 },
  submitProfile: {
    narrow: { alphabet: "packed", dataCoding: 0 },
    ucs2DataCoding: 8,
    concatenation: "sar",
    registeredDelivery: 1,
    parameters: [{ tag: 0x1400, type: "cstring", value: { fixed: "elibom" }, required: false }],
  },
  commandStatusOverrides: [{ commandStatus: 0x58, action: "throttle" }],
  binds: [
    {
      id: "one-1",
      kind: "smpp",
      host: "smpp.example.net",
      port: 2775,
      systemId: "heliograph",
      systemType: "VMS",
      mode: "transmitter",
      windowSize: 20,
      throughputPerSecond: null,
      tls: { serverName: "smpp.example.net", allowUnverified: false },
      enabled: true,
    },
    {
      id: "one-2",
      kind: "ucp",
      host: "ucp.example.net",
      port: 5000,
      systemId: "4471",
      loginTypeOfNumber: "6",
      windowSize: 10,
      throughputPerSecond: 5,
      tls: null,
      enabled: false,
    },
  ],
};

test("a form that nobody touched says what is stored", () => {
  expect(configurationOf(valuesOf(stored), stored)).toEqual(stored);
});

test("what has no field stays when the rest is changed", () => {
  const values = { ...valuesOf(stored), segmentsPerSecond: "", name: " Operator 1 " };
  expect(configurationOf(values, stored)).toEqual({ ...stored, name: "Operator 1", segmentsPerSecond: null });
});

test("a password is sent only where one was typed", () => {
  const values = valuesOf(stored);
  const [first, second] = values.binds;
  expect(values.binds.map(({ password }) => password)).toEqual(["", ""]);
  const changed = configurationOf(
    { ...values, binds: [{ ...(first ?? emptyBind), password: "new" }, second ?? emptyBind] },
    stored,
  );
  expect(changed.binds?.map((bind) => bind.password)).toEqual(["new", undefined]);
});

test("another protocol takes nothing of the former one along", () => {
  const values = valuesOf(stored);
  const [first = emptyBind] = values.binds;
  const [bind] = configurationOf({ ...values, binds: [{ ...first, kind: "ucp" }] }, stored).binds ?? [];
  expect(bind).toMatchObject({ id: "one-1", kind: "ucp" });
  expect(bind).not.toHaveProperty("systemType");
  expect(bind).not.toHaveProperty("mode");
});

test("TLS that is switched off is gone, and switched on has the usual settings", () => {
  const values = valuesOf(stored);
  const flipped = values.binds.map((bind) => ({ ...bind, tls: !bind.tls }));
  const { binds } = configurationOf({ ...values, binds: flipped }, stored);
  expect(binds?.map(({ tls }) => tls)).toEqual([null, {}]);
});
