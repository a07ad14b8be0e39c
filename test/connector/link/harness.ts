import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ConnectorOptions } from "../../../connector/connector.ts";
import { Connector } from "../../../connector/connector.ts";
import { Journal } from "../../../connector/journal.ts";
import type { CarrierTiming } from "../../../connector/timing.ts";
import { carrierTiming } from "../../../connector/timing.ts";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import { FakeEdge } from "../../support/fake-edge.ts";
import { ScriptedSmsc } from "../../support/scripted-smsc.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { bindConfig as smppConfig } from "../smpp/harness.ts";

export function bindConfig(port: number, overrides: Partial<BindConfig> = {}): BindConfig {
  return smppConfig(port, { id: "bind-1", password: "s3cret-p", reconnectMaxMs: 50, ...overrides });
}

export function submitText(messageId: string, overrides: Partial<SubmitText> = {}): SubmitText {
  return {
    messageId,
    to: "+573001234567",
    from: "Heliograph",
    text: `Hello from ${messageId.replace("_", " ")}`,
    encoding: "gsm7",
    singleShift: 0,
    lockingShift: 0,
    segmentCount: 1,
    reference: 7,
    attempt: 1,
    ...overrides,
  };
}

/** Texts msg_0 to msg_(count-1). */
export function submitTexts(count: number): SubmitText[] {
  return Array.from({ length: count }, (_, index) => submitText(`msg_${index}`));
}

export async function startEdge(): Promise<FakeEdge> {
  const edge = new FakeEdge();
  await edge.listen();
  onTestFinished(() => edge.close());
  return edge;
}

export async function startSmsc(): Promise<ScriptedSmsc> {
  const smsc = new ScriptedSmsc();
  await smsc.listen();
  onTestFinished(() => smsc.close());
  return smsc;
}

export interface StartedConnector {
  connector: Connector;
  journalPath: string;
  fatal: string[];
  logged: { code: string; fields: Record<string, unknown> }[];
  /** Ends it as SIGTERM does. */
  stop: () => Promise<boolean>;
}

export interface ConnectorOverrides {
  journalPath?: string;
  bootId?: string;
  timing?: Partial<CarrierTiming>;
  discoveryIntervalMs?: number;
  monotonicMs?: () => number;
  observers?: ConnectorOptions["observers"];
}

/** A connector in this process, quick to reconnect. */
export function startConnector(edge: FakeEdge, overrides: ConnectorOverrides = {}): StartedConnector {
  const journalPath = overrides.journalPath ?? join(temporaryDirectory(), "connector.journal");
  const journal = new Journal({
    path: journalPath,
    bootId: overrides.bootId ?? "boot-1",
    newId: randomUUID,
    now: Date.now,
    lockTimeoutMs: 0,
  });
  const logged: StartedConnector["logged"] = [];
  const fatal: string[] = [];
  const options: ConnectorOptions = {
    edgeUrl: edge.url,
    token: edge.token,
    connectorId: "connector-of-the-test",
    journal,
    fetch,
    now: Date.now,
    monotonicMs: overrides.monotonicMs ?? (() => performance.now()),
    random: Math.random,
    log: (code, fields = {}) => logged.push({ code, fields }),
    timing: {
      ...carrierTiming,
      link: { ...carrierTiming.link, reconnectMinMs: 5, reconnectMaxMs: 50 },
      // What a test leaves unanswered is not waited for at its end.
      drainMs: 100,
      handOverMs: 100,
      ...overrides.timing,
    },
    discoveryIntervalMs: overrides.discoveryIntervalMs ?? 50,
    onFatal: (reason) => {
      fatal.push(reason);
      edge.changes.changed();
    },
    observers: overrides.observers,
  };
  const connector = new Connector(options);
  let stopped: Promise<boolean> | undefined = undefined;
  const stop = (): Promise<boolean> => {
    stopped ??= connector.stop().finally(() => journal.close());
    return stopped;
  };
  onTestFinished(async () => {
    await stop();
  });
  connector.start();
  return { connector, journalPath, fatal, logged, stop };
}
