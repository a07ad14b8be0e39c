import { setTimeout as sleep } from "node:timers/promises";
import type { NewText } from "./api-client.ts";
import type { TestStack } from "./stack.ts";

export interface Campaign {
  texts: number;
  /** Texts the SMSC has taken when the edge is killed with SIGKILL, once for each. */
  killAt: readonly number[];
  /** Until they are due: long enough to schedule them all. */
  dueInMs: number;
  timeoutMs: number;
}

export interface CampaignFigures {
  /** Texts that had their 202 before they were due. */
  scheduled: number;
  scheduledInMs: number;
  edgeKilled: number;
  /** Submits at the SMSC before the due time. */
  early: number;
  /** Different texts at the SMSC in the end, and submits in all. */
  texts: number;
  submits: number;
  /** From the due time to the last text's arrival at the SMSC. */
  firedInMs: number;
}

const batchSize = 1_000;
const senders = 4;
const pollMs = 50;

/** Schedules texts that are all due in the same moment, kills the edge while they leave, and counts them at the SMSC. */
export async function fireCampaign(stack: TestStack, campaign: Campaign): Promise<CampaignFigures> {
  const startedAtMs = Date.now();
  const dueAtMs = startedAtMs + campaign.dueInMs;
  const scheduled = await scheduleAll(stack, campaign.texts, new Date(dueAtMs).toISOString());
  const scheduledInMs = Date.now() - startedAtMs;
  if (Date.now() > dueAtMs) throw new Error(`scheduling took ${scheduledInMs} ms, longer than until they are due`);
  await sleep(dueAtMs - Date.now());
  const early = stack.countSubmits().submits;

  const deadline = dueAtMs + campaign.timeoutMs;
  const kills = [...campaign.killAt];
  let counts = stack.countSubmits();
  while (counts.texts < campaign.texts && Date.now() < deadline) {
    if (kills[0] !== undefined && counts.texts >= kills[0]) {
      kills.shift();
      await stack.kill("edge");
      await stack.start("edge");
    }
    await sleep(pollMs);
    counts = stack.countSubmits();
  }
  const firedInMs = Date.now() - dueAtMs;
  const edgeKilled = campaign.killAt.length - kills.length;
  return { scheduled, scheduledInMs, edgeKilled, early, ...counts, firedInMs };
}

async function scheduleAll(stack: TestStack, texts: number, sendAt: string): Promise<number> {
  const ids = new Set<string>();
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < texts) {
      const from = next;
      next = Math.min(texts, next + batchSize);
      const batch = Array.from({ length: next - from }, (_, index) => textNumber(from + index, sendAt));
      for (const id of await stack.api.sendBatch(batch)) ids.add(id);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return ids.size;
}

function textNumber(index: number, sendAt: string): NewText {
  const number = String(index).padStart(6, "0");
  return { to: `+57300${number}1`, from: "Heliograph", text: `text ${number}`, sendAt };
}
