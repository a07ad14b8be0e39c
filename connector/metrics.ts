import { collectDefaultMetrics, Registry } from "prom-client";
import { commandStatuses } from "../src/sms/command-status.ts";
import { bindStates } from "../src/link/frames.ts";
import type { CarrierHealth } from "./carrier-worker.ts";
import type { ConnectorHealth } from "./connector.ts";
import type { Log } from "./log.ts";
import { logCodes } from "./log-codes.ts";
import { createFamilies } from "./metrics-families.ts";
import { registerResponseTimes } from "./metrics-histogram.ts";
import type { CarrierTally, ProcessTally } from "./metrics-tally.ts";
import { carrierTallies, countOne, otherStatus, processTally } from "./metrics-tally.ts";

/** The content type of `ConnectorMetrics.render`. */
export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE;

/** What this process tells Prometheus. Values are put together when somebody asks, from the tallies and from its health. */
export class ConnectorMetrics {
  readonly #registry = new Registry();
  readonly #families = createFamilies(this.#registry);
  readonly #health: () => ConnectorHealth;

  /** To be made once per process, since the process's own values come with it. */
  constructor(health: () => ConnectorHealth) {
    this.#health = health;
    registerResponseTimes(this.#registry, carrierTallies);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** All metrics in Prometheus's text format 0.0.4. */
  render(): Promise<string> {
    for (const family of Object.values(this.#families)) {
      family.reset();
    }
    const { carriers } = this.#health();
    this.#setProcess(processTally, carriers);
    for (const carrier of carriers) {
      this.#setHealth(carrier);
    }
    for (const [carrierId, tally] of carrierTallies()) {
      this.#setTally(carrierId, tally);
    }
    return this.#registry.metrics();
  }

  #setProcess(tally: ProcessTally, carriers: readonly CarrierHealth[]): void {
    const { journalReports, declined, logLines, pduLinesLost, pduFiles, spansLost } = tally;
    const families = this.#families;
    const handedOver = carriers.reduce(
      (sum, { heldSegments, waitingSegments }) => sum + heldSegments - waitingSegments,
      0,
    );
    families.journalRows.set({ table: "reports" }, journalReports);
    families.journalRows.set({ table: "written" }, handedOver);
    for (const [outcome, value] of declined) {
      families.declined.inc({ outcome }, value);
    }
    for (const [code, value] of logLines) {
      families.logLines.inc({ level: logCodes[code].level, code }, value);
    }
    families.pduLinesLost.inc({}, pduLinesLost);
    for (const [outcome, value] of pduFiles) {
      families.pduFiles.inc({ outcome }, value);
    }
    families.spansLost.inc({}, spansLost);
  }

  #setHealth(health: CarrierHealth): void {
    const families = this.#families;
    const carrier = health.carrierId;
    for (const state of bindStates) {
      families.binds.set({ carrier, state }, health.binds.filter((bind) => bind.state === state).length);
    }
    families.linkUp.set({ carrier }, health.link === "up" ? 1 : 0);
    families.heldSegments.set({ carrier }, health.heldSegments);
    families.waitingSegments.set({ carrier }, health.waitingSegments);
    families.unacknowledgedItems.set({ carrier }, health.unacknowledgedItems);
    families.waitingDeliveries.set({ carrier }, health.waitingDeliveries);
  }

  #setTally(carrier: string, tally: CarrierTally): void {
    const families = this.#families;
    for (const [bind, { size, used }] of tally.windows) {
      families.windowSize.set({ carrier, bind }, size);
      families.windowUsed.set({ carrier, bind }, used());
    }
    families.submits.inc({ carrier, outcome: "accepted", command_status: statusName(0) }, tally.accepted);
    families.submits.inc({ carrier, outcome: "unknown", command_status: "" }, tally.unknown);
    families.submits.inc({ carrier, outcome: "unsent", command_status: "" }, tally.unsent);
    for (const [commandStatus, value] of tally.rejected) {
      families.submits.inc({ carrier, outcome: "rejected", command_status: statusName(commandStatus) }, value);
    }
    for (const [outcome, value] of Object.entries(tally.lateResponses)) {
      families.lateResponses.inc({ carrier, outcome }, value);
    }
    for (const [kind, value] of Object.entries(tally.deliveries)) {
      families.deliveries.inc({ carrier, kind }, value);
    }
    for (const [commandStatus, value] of tally.deliveryAnswers) {
      families.deliveryAnswers.inc({ carrier, command_status: statusName(commandStatus) }, value);
    }
    families.linkWelcomes.inc({ carrier }, tally.linkWelcomes);
    families.linkLosses.inc({ carrier }, tally.linkLosses);
  }
}

/** A log that also counts its lines by code. */
export function countingLog(log: Log): Log {
  return (code, fields) => {
    countOne(processTally.logLines, code);
    log(code, fields);
  };
}

/** As SMPP 3.4 §5.1.3 spells it; in hexadecimal where the number is a vendor's. */
function statusName(commandStatus: number): string {
  if (commandStatus === otherStatus) {
    return "other";
  }
  const known = commandStatuses.get(commandStatus);
  return known === undefined ? `0x${commandStatus.toString(16).padStart(8, "0")}` : `ESME_R${known.name}`;
}
