import { expect, test } from "vitest";
import type { Fault, UcpFault } from "../../../connector/simulator/faults.ts";
import { faultSchema, ucpFaultSchema } from "../../../connector/simulator/faults.ts";
import type { CarrierBindConfig } from "../../../src/link/carrier-bind-config.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import { startSmsc } from "../smpp/harness.ts";
import { startUcpSmsc, ucpConfig } from "../ucp/harness.ts";
import { bindConfig, startConnector, startEdge, submitTexts } from "./harness.ts";

/** Whatever a fault leaves open ends soon. */
const hasty = { responseTimeoutMs: 100, bindTimeoutMs: 500 };

interface Scene {
  binds: CarrierBindConfig[];
  fail: (mode: string) => void;
  recover: () => void;
  /** Texts the SMSC took, as often as it took them. */
  accepted: () => string[];
}

function bodies(submits: readonly { body: Uint8Array; commandStatus: number | null }[]): string[] {
  return submits
    .filter(({ commandStatus }) => commandStatus === 0)
    .map(({ body }) => Buffer.from(body).toString("latin1"));
}

async function smpp(): Promise<Scene> {
  const { smsc, port } = await startSmsc({ interfaceVersion: 0x50 });
  const fault = (mode: string): Fault => faultSchema.parse({ mode });
  return {
    binds: [bindConfig(port, { ...hasty, interfaceVersion: 0x50, enquireLinkIntervalMs: 100 })],
    fail: (mode) => smsc.inject(fault(mode)),
    recover: () => smsc.inject({ mode: "none" }),
    accepted: () => bodies(smsc.submits(0, 1_000)),
  };
}

async function ucp(): Promise<Scene> {
  const { smsc, port } = await startUcpSmsc();
  const fault = (mode: string): UcpFault => ucpFaultSchema.parse({ mode });
  return {
    binds: [ucpConfig(port, { ...hasty, keepaliveIntervalMs: 100 })],
    fail: (mode) => smsc.inject(fault(mode)),
    recover: () => smsc.inject({ mode: "none" }),
    accepted: () => bodies(smsc.submits(0, 1_000)),
  };
}

const modesOf = (schema: typeof faultSchema | typeof ucpFaultSchema): string[] =>
  schema.options.map(({ shape }) => shape.mode.value).filter((mode) => mode !== "none");

const cases = [
  ...modesOf(faultSchema).map((mode) => ({ protocol: "SMPP", mode, start: smpp })),
  ...modesOf(ucpFaultSchema).map((mode) => ({ protocol: "UCP", mode, start: ucp })),
];

test.each(cases)(
  "$protocol, $mode: no text is lost, and the session carries traffic again",
  async ({ mode, start }) => {
    const scene = await start();
    const edge = await startEdge();
    const carrier = edge.addCarrier("acme", scene.binds);
    startConnector(edge);
    await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
    const texts = submitTexts(20);
    const isAnswered = ({ messageId, attempt }: SubmitText): boolean =>
      carrier.results.some((result) => result.messageId === messageId && result.attempt === attempt);
    const isAccepted = ({ messageId }: SubmitText): boolean =>
      carrier.results.some((result) => result.messageId === messageId && result.outcome === "accepted");

    scene.fail(mode);
    carrier.submit(...texts);
    await edge.until(() => carrier.results.length > 0 || carrier.bindStatuses[0]?.state !== "bound");
    scene.recover();
    await edge.until(() => texts.every(isAnswered));
    // On a busy machine an answer may miss its timeout although nothing is wrong any more: such a text goes once more.
    for (let attempt = 2; !texts.every(isAccepted); attempt++) {
      const again = texts.filter((text) => !isAccepted(text)).map((text) => ({ ...text, attempt }));
      carrier.submit(...again);
      await edge.until(() => again.every(isAnswered));
    }

    expect(new Set(scene.accepted())).toEqual(new Set(texts.map(({ text }) => text)));
    const said = carrier.results.map(({ messageId, attempt, outcome }) => `${messageId} ${attempt} ${outcome}`);
    expect(new Set(said).size).toBe(said.length);
    const ids = carrier.results.flatMap(({ carrierMessageId }) => carrierMessageId ?? []);
    await edge.until(() => ids.every((id) => carrier.receipts.some(({ carrierMessageId }) => carrierMessageId === id)));
  },
);
