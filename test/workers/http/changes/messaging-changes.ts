import { type Change, type Changes, byAccount, makeFor } from "./change.ts";

const schedule = {
  name: "Monday reminder",
  cron: "0 9 * * MON",
  timeZone: "America/Bogota",
  messages: [{ to: "+573001234567", from: "Elibom", text: "hola" }],
};
const webhook = { url: "https://example.com/heliograph" };

async function on(noun: string, made: unknown, rest: string, body?: unknown): Promise<Change> {
  const account = await byAccount("");
  const id = await makeFor(account, `/v1/${noun}`, made);
  return { ...account, path: `/v1/${noun}/${id}${rest}`, ...(body !== undefined && { body }) };
}

export const messagingChanges: Changes = {
  createSchedule: () => byAccount("/v1/schedules", schedule),
  changeSchedule: () => on("schedules", schedule, "", { enabled: false }),
  deleteSchedule: () => on("schedules", schedule, ""),
  putQuietHours: () => byAccount("/v1/quiet-hours", { quietHours: null, timeZone: "America/Bogota" }),
  createWebhook: () => byAccount("/v1/webhooks", webhook),
  updateWebhook: () => on("webhooks", webhook, "", { description: "Orders" }),
  deleteWebhook: () => on("webhooks", webhook, ""),
  rotateWebhookSecret: () => on("webhooks", webhook, "/rotate-secret", {}),
  replayWebhook: () => on("webhooks", webhook, "/replay", { from: "2026-11-20T00:00:00Z" }),
};
