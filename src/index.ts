import { everyMinute } from "./cron/every-minute.ts";
import type { LogPiece } from "./event-log/log-piece.ts";
import { createApp } from "./http/app.ts";
import { recordDeadLetters } from "./queues/dead-letters.ts";
import { projectEvents } from "./queues/events.ts";
import { storeLog } from "./queues/log.ts";
import { dispatchOutbound } from "./queues/outbound.ts";

export { AccountObject } from "../durable-objects/account/account-object.ts";
export { JobsObject } from "../durable-objects/jobs/jobs-object.ts";
export { LiveObject } from "../durable-objects/live/live-object.ts";
export { WebhookEndpointObject } from "../durable-objects/webhook-endpoint/webhook-endpoint-object.ts";
export { CarrierObject } from "../durable-objects/carrier/carrier-object.ts";

const app = createApp();

export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),

  queue(batch, env, ctx) {
    switch (batch.queue) {
      case "heliograph-outbound":
        return dispatchOutbound(batch, env, ctx);
      case "heliograph-events":
        return projectEvents(batch, env, ctx);
      case "heliograph-log":
        return storeLog(batch as unknown as MessageBatch<LogPiece>, env);
      case "heliograph-dead-letters":
        return recordDeadLetters(batch, env);
      default:
        throw new Error(`no consumer for queue ${batch.queue}`);
    }
  },

  scheduled: ({ scheduledTime }, env) => everyMinute(env, scheduledTime),
} satisfies ExportedHandler<Env, string>;
