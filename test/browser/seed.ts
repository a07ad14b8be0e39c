import { seedAccount } from "./seed/account.ts";
import { seedMessages } from "./seed/messages.ts";
import { seedOperator } from "./seed/operator.ts";
import type { Edge } from "./support/scene.ts";

/** What pages are shown with; each area brings what its own need, so that every page has something on it. */
export async function seed(edge: Edge, folder: string): Promise<void> {
  await seedMessages(edge);
  await seedAccount(edge);
  await seedOperator(edge, folder);
}
