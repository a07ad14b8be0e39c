import type { BilledUnit } from "../../../src/meter/meter.ts";
import type { MeteredSceneOptions } from "./metered-scene.ts";

interface BudgetedScene extends MeteredSceneOptions {
  name: string;
  /** Units per text. */
  budget: Readonly<Partial<Record<BilledUnit, number>>>;
}

/** What each scene may be billed for; docs/performance.md has it in dollars. Whoever saves something lowers it. */
export const budgetedScenes: readonly BudgetedScene[] = [
  {
    name: "a: one a request",
    batchSize: 1,
    atOnce: 1,
    hasReceipts: false,
    budget: {
      workerRequest: 1.031,
      objectRequest: 1.06,
      webSocketMessage: 0.01,
      objectRowWritten: 1.25,
      objectRowRead: 1.4,
      queueOperation: 0.21,
      d1RowWritten: 3.03,
      d1RowRead: 12.1,
      r2ClassAOperation: 0.001,
    },
  },
  {
    name: "a: one a request, twenty at once",
    batchSize: 1,
    atOnce: 20,
    hasReceipts: false,
    budget: {
      workerRequest: 1.031,
      objectRequest: 0.16,
      webSocketMessage: 0.01,
      objectRowWritten: 0.5,
      objectRowRead: 0.7,
      queueOperation: 0.21,
      d1RowWritten: 3.03,
      d1RowRead: 12.1,
      r2ClassAOperation: 0.001,
    },
  },
  {
    name: "b: batches of 100",
    batchSize: 100,
    atOnce: 1,
    hasReceipts: false,
    budget: {
      workerRequest: 0.031,
      objectRequest: 0.05,
      webSocketMessage: 0.01,
      objectRowWritten: 0.22,
      objectRowRead: 0.3,
      queueOperation: 0.12,
      d1RowWritten: 3.02,
      d1RowRead: 12.1,
      r2ClassAOperation: 0.001,
    },
  },
  {
    name: "c: one a request, receipt, webhook",
    batchSize: 1,
    atOnce: 1,
    hasReceipts: true,
    budget: {
      workerRequest: 1.031,
      objectRequest: 1.07,
      webSocketMessage: 0.02,
      objectRowWritten: 1.57,
      objectRowRead: 1.8,
      queueOperation: 0.24,
      d1RowWritten: 3.04,
      d1RowRead: 15.3,
      r2ClassAOperation: 0.001,
    },
  },
  {
    name: "c: one a request, twenty at once, receipt, webhook",
    batchSize: 1,
    atOnce: 20,
    hasReceipts: true,
    budget: {
      workerRequest: 1.031,
      objectRequest: 0.17,
      webSocketMessage: 0.02,
      objectRowWritten: 0.77,
      objectRowRead: 1.1,
      queueOperation: 0.24,
      d1RowWritten: 3.03,
      d1RowRead: 15.3,
      r2ClassAOperation: 0.001,
    },
  },
  {
    name: "c: batches of 100, receipt, webhook",
    batchSize: 100,
    atOnce: 1,
    hasReceipts: true,
    budget: {
      workerRequest: 0.031,
      objectRequest: 0.06,
      webSocketMessage: 0.02,
      objectRowWritten: 0.45,
      objectRowRead: 0.6,
      queueOperation: 0.15,
      d1RowWritten: 3.03,
      d1RowRead: 15.3,
      r2ClassAOperation: 0.001,
    },
  },
];
