import { z } from "zod";

const callFrameSchema = z.looseObject({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.number(),
  columnNumber: z.number(),
});
export type CallFrame = z.infer<typeof callFrameSchema>;

/** What V8 calls a CPU profile: a tree of call sites, and which of them each sample was in. Times are in microseconds. */
export const cpuProfileSchema = z.looseObject({
  nodes: z.array(
    z.looseObject({ id: z.number(), callFrame: callFrameSchema, children: z.array(z.number()).optional() }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof cpuProfileSchema>;

export interface SelfTime {
  /** For what has no source of its own, a native function for one: after an arrow the nearest caller that has. */
  name: string;
  /** File and line; empty where there is none. */
  place: string;
  selfMs: number;
}

type Locate = (frame: CallFrame) => string | undefined;

/** Time spent in each function itself, the most first. `locate` names the source of a frame, where it has one. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile, locate: Locate): SelfTime[] {
  const labels = labelsOf(nodes, locate);
  const found = new Map<string, SelfTime>();
  for (const [index, node] of samples.entries()) {
    const label = labels.get(node);
    if (label === undefined) continue;
    const key = `${label.name} ${label.place}`;
    const entry = found.get(key) ?? { ...label, selfMs: 0 };
    entry.selfMs += (timeDeltas[index] ?? 0) / 1_000;
    found.set(key, entry);
  }
  return [...found.values()].sort((one, other) => other.selfMs - one.selfMs);
}

function labelsOf(nodes: CpuProfile["nodes"], locate: Locate): Map<number, { name: string; place: string }> {
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const label = (id: number): { name: string; place: string } => {
    const frame = frames.get(id);
    if (frame === undefined) return { name: "(unknown)", place: "" };
    const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
    const place = locate(frame);
    if (place !== undefined) return { name, place };
    for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
      const caller = frames.get(above);
      const callerPlace = caller === undefined ? undefined : locate(caller);
      if (caller !== undefined && callerPlace !== undefined) {
        return { name: `${name} ← ${caller.functionName || "(anonymous)"}`, place: callerPlace };
      }
    }
    return { name, place: frame.url === "" ? "" : `${frame.url}:${frame.lineNumber + 1}` };
  };
  return new Map(nodes.map(({ id }) => [id, label(id)]));
}
