import { expect, test } from "vitest";
import type { Frame } from "../../../connector/ucp/frame.ts";
import { readFields } from "../../../connector/ucp/fields.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import type { UcpBindConfig } from "../../../src/link/ucp-bind-config.ts";
import { Recorder } from "../recorder.ts";
import { startScriptedCentre, ucpConfig } from "../ucp/harness.ts";
import { startConnector, startEdge, submitText } from "./harness.ts";

type WrittenProfile = Parameters<typeof submitProfileSchema.parse>[0];

/** The fields of operation 51 that a centre sees of the texts, and what became of them. */
async function submitted(written: WrittenProfile, texts: SubmitText[], bind: Partial<UcpBindConfig> = {}) {
  const frames = new Recorder<Frame>();
  const port = await startScriptedCentre((session, frame) => {
    frames.push(frame);
    session.respond(frame, { ok: true, systemMessage: `${frame.fields[0]}:010126000000` });
  });
  const edge = await startEdge();
  const binds = [ucpConfig(port, bind)];
  const carrier = edge.addCarrier("acme", binds);
  startConnector(edge);
  await edge.until(() => carrier.isUp && carrier.bindStatuses[0]?.state === "bound");
  carrier.send({ type: "configure", binds, submitProfile: submitProfileSchema.parse(written) });
  carrier.submit(...texts);
  await edge.until(() => carrier.results.length === texts.length);
  return { fields: frames.all.map(({ fields }) => readFields(51, fields)), results: carrier.results };
}

test("addresses go out over UCP as the profile rewrites them", async () => {
  const { fields } = await submitted(
    {
      source: { rewrite: [{ pattern: "Acme", replacement: "+4412345678" }], shortCode: { ton: 0 } },
      destination: { rewrite: [{ pattern: "+57*", replacement: "0*", ton: 2 }] },
    },
    [
      submitText("msg_1", { from: "Acme" }),
      submitText("msg_2", { from: "85432", to: "+4915112345678" }),
      submitText("msg_3", { from: "+4412345678", to: "+4915112345678" }),
    ],
  );
  expect(fields).toMatchObject([
    { oadc: "4412345678", otoa: "1139", adc: "03001234567" },
    { oadc: "85432", otoa: "", adc: "004915112345678" },
    { oadc: "4412345678", otoa: "1139", adc: "004915112345678" },
  ]);
});

test("a text whose address cannot be written is invalid, with the reason", async () => {
  const rewrite = [{ pattern: "*", replacement: "1234567890123456789*" }];
  const { results } = await submitted({ destination: { rewrite } }, [submitText("msg_1")]);
  expect(results).toMatchObject([
    { outcome: "invalid", reason: "recipient: an address of more than 20 characters", bindId: "" },
  ]);
});

test.each([
  ["none", 0x00, { nrq: "", nt: "" }],
  ["of the end", 0x01, { nrq: "1", nt: "3" }],
  ["of failures", 0x02, { nrq: "1", nt: "2" }],
  ["of successes", 0x03, { nrq: "1", nt: "1" }],
  ["of the end and on the way", 0x11, { nrq: "1", nt: "7" }],
  ["on the way", 0x10, { nrq: "1", nt: "4" }],
])("registeredDelivery asks over UCP for notifications: %s", async (_what, registeredDelivery, expected) => {
  const { fields } = await submitted({ registeredDelivery }, [submitText("msg_1")]);
  expect(fields).toMatchObject([expected]);
});

test("validity goes out over UCP no longer than the carrier takes, or not at all", async () => {
  const validUntilMs = Date.UTC(2099, 0, 1);
  const own = submitText("msg_1", { validUntilMs });
  const zone = { timeZone: "UTC" };
  const { fields } = await submitted({ validity: { maximumSeconds: 3_600 } }, [own], zone);
  expect(fields[0]?.vp).toMatch(/^\d{10}$/);
  expect(fields[0]?.vp.slice(4, 6)).not.toBe("99");
  expect((await submitted({ validity: { format: "omit" } }, [own], zone)).fields).toMatchObject([{ vp: "" }]);
});
