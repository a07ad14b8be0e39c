import { readFileSync, readdirSync } from "node:fs";

/** A process whose own and whose children's use is counted. */
export interface RootProcess {
  name: string;
  pid: number;
}

export interface ProcessUse {
  cpuSeconds: number;
  /** Resident memory at the end, MiB. */
  residentMebibytes: number;
}

const clockTicksPerSecond = 100;
const kibibytesPerMebibyte = 1_024;

/** Reads /proc: CPU time since it was made, and memory. Where there is no /proc, there is nothing. */
export class ProcessMeter {
  readonly #roots: readonly RootProcess[];
  readonly #before: Map<number, number>;

  constructor(roots: readonly RootProcess[]) {
    this.#roots = roots;
    this.#before = new Map(this.#all().map(({ pid }) => [pid, cpuSecondsOf(pid)]));
  }

  /** By name; of processes of the same name, the sum. A root's children have their program's name. */
  read(): Record<string, ProcessUse> {
    const found: Record<string, ProcessUse> = {};
    for (const { name, pid } of this.#all()) {
      const use = (found[name] ??= { cpuSeconds: 0, residentMebibytes: 0 });
      use.cpuSeconds += cpuSecondsOf(pid) - (this.#before.get(pid) ?? 0);
      use.residentMebibytes += residentMebibytesOf(pid);
    }
    return found;
  }

  #all(): RootProcess[] {
    return this.#roots.flatMap((root) => [
      root,
      ...descendantsOf(root.pid).map((pid) => ({ pid, name: read(`/proc/${pid}/comm`).trim() })),
    ]);
  }
}

function descendantsOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`)
      .split(" ")
      .filter((child) => child !== "")
      .flatMap((child) => [Number(child), ...descendantsOf(Number(child))]),
  );
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** User and system time, of all threads. */
function cpuSecondsOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name, which may hold spaces; user time is the 14th, system time the 15th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / clockTicksPerSecond;
}

function residentMebibytesOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / kibibytesPerMebibyte;
}

/** Empty for a process that is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
