import type { TortureScene } from "./scene.ts";

/** Something that goes wrong for a while. What is down when its turn comes may be left as it is. */
export interface Fault {
  /** What is done to whom, as the schedule shows it. */
  readonly name: string;
  /** Whether this machine lets it be made; where it is left out, any does. */
  readonly isPossible?: (scene: TortureScene) => boolean;
  readonly apply: (scene: TortureScene) => Promise<void> | void;
  /** Resolves when it is over and what was broken is there again. */
  readonly undo: (scene: TortureScene) => Promise<void> | void;
}

/** A fault and how long it may last. */
export interface FaultKind {
  readonly fault: Fault;
  readonly lastsMs: readonly [shortest: number, longest: number];
  /** Only in runs that last longer than this. */
  readonly inRunsOverMs?: number;
}
