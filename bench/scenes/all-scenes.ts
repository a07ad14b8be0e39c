import type { Scene } from "../support/scene.ts";
import { backlog } from "./backlog.ts";
import { batches } from "./batches.ts";
import { footprint } from "./footprint.ts";
import { inbound } from "./inbound.ts";
import { longUsed } from "./long-used.ts";
import { manyAccounts } from "./many-accounts.ts";
import { manyCarriers } from "./many-carriers.ts";
import { receipts } from "./receipts.ts";
import { schedulesDue } from "./schedules-due.ts";
import { singleTexts } from "./single-texts.ts";
import { stepLatencies } from "./step-latencies.ts";

export const allScenes: readonly Scene[] = [
  singleTexts,
  batches,
  receipts,
  inbound,
  stepLatencies,
  manyCarriers,
  manyAccounts,
  backlog,
  schedulesDue,
  footprint,
  longUsed,
];
