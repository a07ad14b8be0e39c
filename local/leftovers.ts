import { readFile, readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** In the environment of a child and of all it starts, workerd included: which data directory it serves, and as what. */
export const markVariable = "HELIOGRAPH_CHILD";

export function markOf(folder: string, role: string): string {
  return `${role}:${folder}`;
}

/**
 * Ends what a killed process left behind: workerd outlives a Node parent that got SIGKILL, and goes on holding the port
 * and the databases. Only processes that carry the mark are touched, so a reused process id is never a danger. Where there is
 * no /proc (macOS) nothing is found, and a leftover shows as a busy port.
 */
export async function endLeftovers(mark: string): Promise<void> {
  let left = await processesMarked(mark);
  for (const pid of left) kill(pid);
  while (left.length > 0) {
    await sleep(20);
    left = await processesMarked(mark);
  }
}

async function processesMarked(mark: string): Promise<number[]> {
  const pids = (await readdir("/proc").catch(() => [])).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const marked = await Promise.all(pids.map((pid) => isMarked(pid, mark)));
  return pids.filter((_, index) => marked[index]);
}

async function isMarked(pid: number, mark: string): Promise<boolean> {
  // Unreadable for another user's processes and empty for a zombie: neither is ours to end.
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  return environment.split("\0").includes(Buffer.from(`${markVariable}=${mark}`).toString("latin1"));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
}
