import type { BindClientState, LateResult, SubmitResult } from "../../../connector/bind.ts";
import type { UcpFault } from "../../../connector/simulator/faults.ts";
import type { SubmitRecord } from "../../../connector/simulator/submit-store.ts";
import type { Recorder } from "../recorder.ts";
import { bindConfig, message, startBind, startSmsc } from "../smpp/harness.ts";
import { segment, startClient, startUcpSmsc, ucpConfig } from "../ucp/harness.ts";

/** What tests of faults set, whatever the session speaks. */
export interface FaultTiming {
  responseTimeoutMs?: number;
  bindTimeoutMs?: number;
  /** Silence after which the carrier is asked whether it is there. */
  idleMs?: number;
  /** The longest pause before the session is made anew. */
  reconnectMaxMs?: number;
}

/** A client that is bound to a simulator, whatever they speak. */
export interface FaultyCarrier {
  inject: (fault: UcpFault) => void;
  stats: () => { accepted: number; refused: number; sessions: readonly unknown[] };
  submits: () => SubmitRecord[];
  submit: (token: string) => void;
  freeSlots: () => number;
  states: Recorder<BindClientState>;
  results: Recorder<{ token: string; result: SubmitResult }>;
  resultOf: (token: string) => Promise<SubmitResult>;
  lateResults: Recorder<{ token: string; result: LateResult }>;
  delivers: Pick<Recorder<unknown>, "all" | "take">;
  /** Responses may take as long as they like from now on. */
  bePatient: () => void;
}

const patient = { responseTimeoutMs: 60_000 };

export async function startSmppCarrier({ idleMs, ...timing }: FaultTiming = {}): Promise<FaultyCarrier> {
  const { smsc, port } = await startSmsc();
  const config = bindConfig(port, { ...timing, ...(idleMs !== undefined && { enquireLinkIntervalMs: idleMs }) });
  const bind = startBind(config);
  await bind.bound();
  return {
    ...bind,
    inject: (fault) => smsc.inject(fault),
    stats: () => smsc.stats(),
    submits: () => smsc.submits(0, 100),
    submit: (token) => bind.client.submit(token, message("573001234567", token)),
    freeSlots: () => bind.client.freeSlots(),
    bePatient: () => bind.client.reconfigure({ ...config, ...patient }),
  };
}

export async function startUcpCarrier({ idleMs, ...timing }: FaultTiming = {}): Promise<FaultyCarrier> {
  const { smsc, port } = await startUcpSmsc();
  const config = ucpConfig(port, { ...timing, ...(idleMs !== undefined && { keepaliveIntervalMs: idleMs }) });
  const bind = startClient(config);
  await bind.bound();
  return {
    ...bind,
    inject: (fault) => smsc.inject(fault),
    stats: () => smsc.stats(),
    submits: () => smsc.submits(0, 100),
    submit: (token) => bind.client.submit(token, segment("+573001234567", token)),
    freeSlots: () => bind.client.freeSlots(),
    bePatient: () => bind.client.reconfigure({ ...config, ...patient }),
  };
}

/** Without the fault the session carries traffic again. */
export async function recovers(carrier: FaultyCarrier): Promise<SubmitResult> {
  carrier.inject({ mode: "none" });
  carrier.bePatient();
  await carrier.states.find(() => carrier.freeSlots() > 0);
  carrier.submit("after");
  return carrier.resultOf("after");
}
