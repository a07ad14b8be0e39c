import { expect, test } from "vitest";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import type { SubmitSm } from "../../../connector/smpp/pdu.ts";
import type { FakeCarrier } from "../../support/fake-edge.ts";
import type { ScriptedSmsc } from "../../support/scripted-smsc.ts";
import { bindConfig, startConnector, startEdge, startSmsc, submitText } from "./harness.ts";

type WrittenProfile = Parameters<typeof submitProfileSchema.parse>[0];

interface Scene {
  smsc: ScriptedSmsc;
  carrier: FakeCarrier;
  /** Submits the texts and gives what the SMSC has seen of them, once each segment has its result. */
  submit: (...texts: SubmitText[]) => Promise<SubmitSm[]>;
  until: (condition: () => boolean) => Promise<unknown>;
  configure: (written: WrittenProfile) => void;
}

/** A connector that is bound for a carrier of this profile. */
async function start(written: WrittenProfile, serviceType = ""): Promise<Scene> {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const binds = [bindConfig(smsc.port, { serviceType })];
  const carrier = edge.addCarrier("acme", binds);
  startConnector(edge);
  const until: Scene["until"] = (condition) => edge.until(condition);
  await until(() => carrier.isUp && carrier.bindStatuses[0]?.state === "bound");
  const configure = (profile: WrittenProfile): void =>
    carrier.send({ type: "configure", binds, submitProfile: submitProfileSchema.parse(profile) });
  configure(written);
  const submit = async (...texts: SubmitText[]): Promise<SubmitSm[]> => {
    const segments = texts.reduce((sum, text) => sum + (text.segments?.length ?? text.segmentCount), 0);
    const due = carrier.results.length + segments;
    carrier.submit(...texts);
    await until(() => carrier.results.length === due);
    return smsc.submits.map((seen) => seen.submit);
  };
  return { smsc, carrier, submit, until, configure };
}

const long = submitText("msg_long", { text: "x".repeat(200), segmentCount: 2, reference: 0x1234 });
const bodies = (submits: SubmitSm[]): string[] =>
  submits.map(({ shortMessage }) => Buffer.from(shortMessage).toString("latin1"));
const parameters = (submits: SubmitSm[]): string[][] =>
  submits.map(({ tlvs }) => tlvs.map(({ tag, value }) => `${tag.toString(16)}=${Buffer.from(value).toString("hex")}`));

test("a carrier that takes Latin-1 gets Latin-1; a text that cannot be said in it is invalid, with the reason", async () => {
  const { carrier, submit } = await start({ narrow: { alphabet: "latin1", dataCoding: 3 } });
  const euros = { text: `${"x".repeat(155)} 10 €`, segmentCount: 2 };
  const submits = await submit(submitText("msg_1", { text: "Año: ¿qué?" }), submitText("msg_2", euros));
  expect(submits).toMatchObject([{ dataCoding: 3 }]);
  expect(bodies(submits)).toEqual(["Año: ¿qué?"]);
  expect(carrier.results).toMatchObject([
    { messageId: "msg_2", segment: 0, outcome: "invalid", reason: "a character that latin1 does not have" },
    { messageId: "msg_2", segment: 1, outcome: "invalid", bindId: "" },
    { messageId: "msg_1", outcome: "accepted" },
  ]);
});

test("udh16: parts carry the whole reference", async () => {
  const { submit } = await start({ concatenation: "udh16" });
  expect(bodies(await submit({ ...long, text: "x".repeat(160) + "y".repeat(40) }))).toEqual([
    `\x06\x08\x04\x12\x34\x02\x01${"x".repeat(152)}`,
    `\x06\x08\x04\x12\x34\x02\x02${"x".repeat(8)}${"y".repeat(40)}`,
  ]);
});

test("sar: parts are numbered in parameters, and have no header", async () => {
  const { submit } = await start({ concatenation: "sar" });
  const submits = await submit(long);
  expect(submits).toMatchObject([{ esmClass: 0 }, { esmClass: 0 }]);
  expect(bodies(submits)).toEqual(["x".repeat(153), "x".repeat(47)]);
  expect(parameters(submits)).toEqual([
    ["20c=1234", "20e=02", "20f=01"],
    ["20c=1234", "20e=02", "20f=02"],
  ]);
});

test("service_type, priority, receipts, parameters, TON, NPI and rewritten addresses are the carrier's", async () => {
  const profile: WrittenProfile = {
    serviceType: "OTP",
    priority: 2,
    registeredDelivery: 0x11,
    source: { rewrite: [{ pattern: "Heliograph", replacement: "85432", ton: 6, npi: 9 }] },
    destination: { international: { ton: 2, npi: 8 }, internationalPrefix: "00" },
    parameters: [
      { tag: 0x1401, type: "cstring", value: { from: "account" } },
      { tag: 0x1402, type: "int4", value: { fixed: "471100" } },
      { tag: 0x1403, type: "octets", value: { from: "clientReference" } },
    ],
  };
  const { submit, carrier, configure } = await start(profile, "CMT");
  const submits = await submit(
    submitText("msg_1", { accountId: "acc_1", clientReference: "ref" }),
    submitText("msg_2"),
  );
  expect(submits[0]).toMatchObject({
    serviceType: "OTP",
    priorityFlag: 2,
    registeredDelivery: 0x11,
    sourceAddr: "85432",
    sourceAddrTon: 6,
    sourceAddrNpi: 9,
    destinationAddr: "00573001234567",
    destAddrTon: 2,
    destAddrNpi: 8,
  });
  expect(parameters(submits)).toEqual([["1401=6163635f3100", "1402=0007303c", "1403=726566"], ["1402=0007303c"]]);

  configure({ parameters: [{ tag: 0x1401, type: "cstring", value: { from: "account" }, required: true }] });
  const later = await submit(submitText("msg_3"), submitText("msg_4", { accountId: "acc_1" }));
  expect(later.slice(2)).toMatchObject([{ serviceType: "CMT", sourceAddr: "Heliograph", sourceAddrTon: 5 }]);
  expect(carrier.results.find(({ messageId }) => messageId === "msg_3")).toMatchObject({
    outcome: "invalid",
    reason: "no value for parameter 0x1401",
  });
});

test("validity is what is left of it at the write, as a relative time", async () => {
  const { smsc, carrier, submit, until, configure } = await start({ validity: { maximumSeconds: 3_600 } });
  await submit(
    submitText("msg_1", { validUntilMs: Date.now() + 90_900 }),
    submitText("msg_2", { validUntilMs: Date.now() + 86_400_000 }),
    submitText("msg_3"),
  );
  const periods = (): string[] => smsc.submits.map((seen) => seen.submit.validityPeriod);
  expect(periods()).toEqual([expect.stringMatching(/^0000000001(30|29)000R$/), "000000010000000R", ""]);

  configure({ validity: { format: "omit" } });
  carrier.submit(submitText("msg_4", { validUntilMs: Date.now() + 60_000 }));
  await until(() => carrier.results.length === 4);
  expect(periods()[3]).toBe("");
});

test("payload: a text is one submit, and its result is that of every segment", async () => {
  const { smsc, carrier, submit, until } = await start({ concatenation: "payload" });
  smsc.accepts = false;
  carrier.submit(long, submitText("msg_short"));
  await smsc.until(() => smsc.submits.length === 2);
  smsc.accept(0);
  await until(() => carrier.results.length === 2);
  const submits = smsc.submits.map((seen) => seen.submit);
  expect(bodies(submits)).toEqual(["", "Hello from msg short"]);
  expect(parameters(submits)).toEqual([[`424=${"78".repeat(200)}`], []]);
  expect(carrier.results).toMatchObject([
    { messageId: "msg_long", segment: 0, outcome: "accepted", carrierMessageId: "1" },
    { messageId: "msg_long", segment: 1, outcome: "accepted", carrierMessageId: "1" },
  ]);
  expect(carrier.results[0]?.atMs).toBe(carrier.results[1]?.atMs);
  smsc.accept(1);
  await until(() => carrier.results.length === 3);

  smsc.accepts = true;
  const [, , part] = await submit({ ...long, segments: [1], attempt: 2 });
  expect(bodies(part === undefined ? [] : [part])).toEqual([`\x05\x00\x03\x34\x02\x02${"x".repeat(47)}`]);
});

test("payload: a text that is cut off before its response is unknown in every segment", async () => {
  const { smsc, carrier, until } = await start({ concatenation: "payload" });
  smsc.accepts = false;
  carrier.submit(long);
  await smsc.until(() => smsc.submits.length === 1);
  for (const session of smsc.sessions) session.destroy();
  await until(() => carrier.results.length === 2);
  expect(carrier.results).toMatchObject([
    { segment: 0, outcome: "unknown" },
    { segment: 1, outcome: "unknown" },
  ]);
});
