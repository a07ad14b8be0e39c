import worker from "../index.ts";
import { AccountObject as Account } from "../../durable-objects/account/account-object.ts";
import { CarrierObject as Carrier } from "../../durable-objects/carrier/carrier-object.ts";
import { JobsObject as Jobs } from "../../durable-objects/jobs/jobs-object.ts";
import { LiveObject as Live } from "../../durable-objects/live/live-object.ts";
import { WebhookEndpointObject as WebhookEndpoint } from "../../durable-objects/webhook-endpoint/webhook-endpoint-object.ts";
import { Meter } from "./meter.ts";
import { meterBatch } from "./meter-queue.ts";
import { meterEnv, objectPlace, queuePlace } from "./meter-env.ts";
import { meterState, whileActive } from "./meter-state.ts";

// The Worker with a meter around it. It is bundled in the Worker's place by who wants to know the bill, and never deployed.

const meter = new Meter(Date.now);
const accountPlace = objectPlace("ACCOUNT");
const carrierPlace = objectPlace("CARRIER");
const endpointPlace = objectPlace("WEBHOOK_ENDPOINT");
const livePlace = objectPlace("LIVE");
const jobsPlace = objectPlace("JOBS");

export class AccountObject extends Account {
  constructor(state: DurableObjectState, env: Env) {
    super(meterState(state, accountPlace, meter), meterEnv(env, meter));
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    meter.add(accountPlace, "alarm", "objectRequest");
    return whileActive(this.ctx, accountPlace, meter, () => super.alarm(info));
  }
}

export class CarrierObject extends Carrier {
  constructor(state: DurableObjectState, env: Env) {
    super(meterState(state, carrierPlace, meter), meterEnv(env, meter));
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    meter.add(carrierPlace, "webSocketMessage", "webSocketMessage");
    return whileActive(this.ctx, carrierPlace, meter, () => super.webSocketMessage(socket, message));
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    meter.add(carrierPlace, "alarm", "objectRequest");
    return whileActive(this.ctx, carrierPlace, meter, () => super.alarm(info));
  }
}

export class WebhookEndpointObject extends WebhookEndpoint {
  constructor(state: DurableObjectState, env: Env) {
    super(meterState(state, endpointPlace, meter), meterEnv(env, meter));
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    meter.add(endpointPlace, "alarm", "objectRequest");
    return whileActive(this.ctx, endpointPlace, meter, () => super.alarm(info));
  }
}

export class LiveObject extends Live {
  constructor(state: DurableObjectState, env: Env) {
    super(meterState(state, livePlace, meter), meterEnv(env, meter));
  }

  override webSocketMessage(): void {
    meter.add(livePlace, "webSocketMessage", "webSocketMessage");
    super.webSocketMessage();
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    meter.add(livePlace, "alarm", "objectRequest");
    return whileActive(this.ctx, livePlace, meter, () => super.alarm(info));
  }
}

export class JobsObject extends Jobs {
  constructor(state: DurableObjectState, env: Env) {
    super(meterState(state, jobsPlace, meter), meterEnv(env, meter));
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    meter.add(jobsPlace, "alarm", "objectRequest");
    return whileActive(this.ctx, jobsPlace, meter, () => super.alarm(info));
  }
}

export default {
  /** `GET /meter` reads the meter, `DELETE /meter` sets it back. */
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== "/meter") {
      meter.add("worker", "fetch", "workerRequest");
      return worker.fetch(request, meterEnv(env, meter), ctx);
    }
    if (request.method === "DELETE") meter.reset();
    return Response.json(meter.read());
  },

  queue(batch, env, ctx) {
    const place = queuePlace(batch.queue);
    meter.add("worker", `consume ${place}`, "workerRequest");
    return worker.queue(meterBatch(batch, place, meter), meterEnv(env, meter), ctx);
  },

  scheduled(controller, env) {
    meter.add("worker", "cron", "workerRequest");
    return worker.scheduled(controller, meterEnv(env, meter));
  },
} satisfies ExportedHandler<Env, string>;
