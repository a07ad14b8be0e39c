import type { FaultKind } from "./fault.ts";
import { breakLink } from "./faults/break-link.ts";
import { fillDisk } from "./faults/fill-disk.ts";
import { freezeProcess } from "./faults/freeze-process.ts";
import { killProcess } from "./faults/kill-process.ts";
import { shiftClock } from "./faults/shift-clock.ts";
import { spoilSink } from "./faults/spoil-sink.ts";
import { type SmscFaultMode, smscFaultModes, spoilSmsc } from "./faults/spoil-smsc.ts";
import { type SmscName, bindLinks, connectorNames, diskNames, edgeLinks, sinkNames, smscNames } from "./names.ts";
import { spoiltModes } from "./sinks.ts";

const brokenStates = ["cut", "stalled", "half-open", "slow"] as const;
/** The edge goes by its clock in whatever has a due time, and catches up by so much at most; in a short run that would be all of it. */
const edgeShiftsS = [
  { seconds: 5, inRunsOverMs: 0 },
  { seconds: -5, inRunsOverMs: 0 },
  { seconds: 40, inRunsOverMs: 60_000 },
  { seconds: -40, inRunsOverMs: 60_000 },
] as const;
const otherShiftsS = [3_600, -3_600] as const;

/** What befalls processes. Faults of one list come one after another, those of different lists at the same time. */
const processFaults: FaultKind[] = [
  ...connectorNames.flatMap((name) => [
    { fault: killProcess(name), lastsMs: [200, 5_000] as const },
    { fault: freezeProcess(name), lastsMs: [1_000, 12_000] as const },
  ]),
  ...smscNames.flatMap((name) => [
    { fault: killProcess(name), lastsMs: [200, 6_000] as const },
    { fault: freezeProcess(name), lastsMs: [1_000, 8_000] as const },
  ]),
  { fault: killProcess("edge"), lastsMs: [100, 3_000] },
  { fault: freezeProcess("edge"), lastsMs: [1_000, 8_000] },
  ...diskNames.map((name) => ({ fault: fillDisk(name), lastsMs: [1_000, 8_000] as const })),
  // Long enough for the edge to give it up, and to hand what it had to somebody else.
  {
    fault: freezeProcess(connectorNames[0], " until it is given up"),
    lastsMs: [70_000, 75_000],
    inRunsOverMs: 300_000,
  },
];

/** What befalls connections, and the sessions on them. */
const networkFaults: FaultKind[] = [
  ...[...edgeLinks, ...bindLinks].flatMap((name) =>
    brokenStates.map((state) => ({ fault: breakLink(name, state), lastsMs: [500, 9_000] as const })),
  ),
  ...bindLinks.map((name) => ({ fault: breakLink(name, "reordered"), lastsMs: [500, 9_000] as const })),
];

/** UCP has a hundred numbers for its submits: an answer under a wrong one, or that nobody asked for, would be taken for another submit's. */
function isSound(name: SmscName, mode: SmscFaultMode): boolean {
  return name !== "ucp-smsc" || (mode !== "wrong_sequence" && mode !== "malformed_pdu");
}

const smscFaults: FaultKind[] = smscNames.flatMap((name) =>
  smscFaultModes
    .filter((mode) => isSound(name, mode))
    .map((mode) => ({ fault: spoilSmsc(name, mode), lastsMs: [500, 7_000] as const })),
);

const clockFaults: FaultKind[] = [
  ...edgeShiftsS.map(({ seconds, inRunsOverMs }) => ({
    fault: shiftClock("edge", seconds),
    lastsMs: [1_500, 12_000] as const,
    inRunsOverMs,
  })),
  ...[...connectorNames, ...smscNames].flatMap((name) =>
    otherShiftsS.map((seconds) => ({ fault: shiftClock(name, seconds), lastsMs: [1_500, 12_000] as const })),
  ),
];

const sinkFaults: FaultKind[] = sinkNames
  .filter((name) => name !== "honest")
  .flatMap((name) =>
    spoiltModes.flatMap((mode) => [
      { fault: spoilSink(name, mode), lastsMs: [500, 10_000] as const },
      // Long enough for the endpoint to be given up for the moment, and for events to wait minutes for another attempt.
      { fault: spoilSink(name, mode), lastsMs: [40_000, 90_000] as const, inRunsOverMs: 600_000 },
    ]),
  );

export const catalogue: readonly (readonly FaultKind[])[] = [
  processFaults,
  networkFaults,
  smscFaults,
  clockFaults,
  sinkFaults,
];
