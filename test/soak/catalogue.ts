import type { FaultKind } from "./fault.ts";
import { breakLink } from "./faults/break-link.ts";
import { freezeProcess } from "./faults/freeze-process.ts";
import { killProcess } from "./faults/kill-process.ts";
import { type SmscFaultMode, smscFaultModes, spoilSmsc } from "./faults/spoil-smsc.ts";
import { type SmscName, bindLinks, connectorNames, edgeLinks, smscNames } from "./names.ts";

const brokenStates = ["cut", "stalled", "half-open", "slow"] as const;

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
  // Long enough for the edge to give it up, and to hand what it had to somebody else.
  {
    fault: freezeProcess(connectorNames[0], " until it is given up"),
    lastsMs: [70_000, 75_000],
    inRunsOverMs: 300_000,
  },
];

/** What befalls connections, and the sessions on them. */
const networkFaults: FaultKind[] = [...edgeLinks, ...bindLinks].flatMap((name) =>
  brokenStates.map((state) => ({ fault: breakLink(name, state), lastsMs: [500, 9_000] as const })),
);

/** UCP has a hundred numbers for its submits: an answer under a wrong one would be taken for another submit's. */
function isSound(name: SmscName, mode: SmscFaultMode): boolean {
  return name !== "ucp-smsc" || mode !== "wrong_sequence";
}

const smscFaults: FaultKind[] = smscNames.flatMap((name) =>
  smscFaultModes
    .filter((mode) => isSound(name, mode))
    .map((mode) => ({ fault: spoilSmsc(name, mode), lastsMs: [500, 7_000] as const })),
);

export const catalogue: readonly (readonly FaultKind[])[] = [processFaults, networkFaults, smscFaults];
