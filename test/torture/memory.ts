import { readFile, readdir } from "node:fs/promises";

const bytesPerKb = 1_024;

/** What a process and all that it started have in memory, in bytes: those of its process group. 0 where there is no /proc. */
export async function residentBytes(groupId: number): Promise<number> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const sizes = await Promise.all(pids.map((pid) => bytesOf(pid, groupId)));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function bytesOf(pid: string, groupId: number): Promise<number> {
  const [stat, status] = await Promise.all(
    ["stat", "status"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
  );
  // After the name in parentheses: state, parent, process group.
  const group = Number(stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  if (group !== groupId) return 0;
  return Number(/^VmRSS:\s+(\d+)/m.exec(status ?? "")?.[1] ?? 0) * bytesPerKb;
}
