import type { Carrier, System } from "./use-system.ts";

/** What is told of a carrier at a glance. */
export interface CarrierFacts {
  boundBinds: number;
  binds: number;
  /** How full the windows are, 0 to 1; null without a window. */
  windowFill: number | null;
  /** How much of the agreed pace the carrier allows now, 0 to 1; null where none was agreed. */
  paceFill: number | null;
  /** Texts that wait, now or for later. */
  backlog: number;
  /** How long the oldest has waited; null where none waits. */
  oldestMs: number | null;
}

/** A window lets so many times its size be under way: what is at the carrier, and what waits at the connector. */
const windowsUnderWay = 2;

export function carrierFacts({ now }: Carrier, nowMs: number): CarrierFacts {
  if (now === null) {
    return { boundBinds: 0, binds: 0, windowFill: null, paceFill: null, backlog: 0, oldestMs: null };
  }
  const { agreedPerSecond, allowedPerSecond, windowSize } = now;
  return {
    boundBinds: now.binds.filter(({ state }) => state === "bound").length,
    binds: now.binds.length,
    windowFill: windowSize === 0 ? null : Math.min(1, now.segmentsInFlight / (windowSize * windowsUnderWay)),
    paceFill:
      agreedPerSecond === null || allowedPerSecond === null || agreedPerSecond === 0
        ? null
        : Math.min(1, allowedPerSecond / agreedPerSecond),
    backlog: now.waitingTexts + now.delayedTexts,
    oldestMs: now.oldestWaitingAt === null ? null : Math.max(0, nowMs - Date.parse(now.oldestWaitingAt)),
  };
}

export interface SystemTotals {
  carriersUp: number;
  waitingTexts: number;
  segmentsInFlight: number;
  oldestMs: number | null;
}

export function systemTotals({ carriers }: System, nowMs: number): SystemTotals {
  const facts = carriers.map((carrier) => carrierFacts(carrier, nowMs));
  const ages = facts.flatMap(({ oldestMs }) => (oldestMs === null ? [] : [oldestMs]));
  return {
    carriersUp: carriers.filter(({ now }) => now?.state === "up").length,
    waitingTexts: facts.reduce((sum, { backlog }) => sum + backlog, 0),
    segmentsInFlight: carriers.reduce((sum, { now }) => sum + (now?.segmentsInFlight ?? 0), 0),
    oldestMs: ages.length === 0 ? null : Math.max(...ages),
  };
}
