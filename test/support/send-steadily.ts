import { setTimeout as sleep } from "node:timers/promises";
import type { TestStack } from "./stack.ts";

/** Sends texts in batches of ten, each with a text of its own, until `count` are sent or `isOver` says so; the ids, in order. */
export async function sendSteadily(
  stack: TestStack,
  count: number,
  isOver: () => boolean = () => false,
): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count && !isOver(); number += 10) {
    const texts = Array.from({ length: 10 }, (_, index) => ({
      to: `+5730012${String(number + index).padStart(5, "0")}`,
      from: "Heliograph",
      text: `steadily ${String(number + index).padStart(6, "0")}`,
    }));
    ids.push(...(await stack.api.sendBatch(texts)));
    await sleep(50);
  }
  return ids;
}
