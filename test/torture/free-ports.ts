import { findFreePort } from "../../local/ports.ts";

/** Ports that are free now, each another one. */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await findFreePort());
  return [...ports];
}
