import { DurableObject } from "cloudflare:workers";
import { AccountObject } from "../../../durable-objects/account/account-object.ts";
import { CarrierObject } from "../../../durable-objects/carrier/carrier-object.ts";
import { WebhookEndpointObject } from "../../../durable-objects/webhook-endpoint/webhook-endpoint-object.ts";
import { Meter } from "../../../src/meter/meter.ts";
import { objectPlace } from "../../../src/meter/meter-env.ts";
import { meterState } from "../../../src/meter/meter-state.ts";

// The test runner makes the objects, and makes them anew when they have been idle, so that a meter has to be on the way of their
// making: between each class and the platform's own.

let current = new Meter(Date.now);

/** The meter of objects that are made from now on. */
export function newMeter(): Meter {
  current = new Meter(Date.now);
  return current;
}

for (const [objects, place] of [
  [AccountObject, objectPlace("ACCOUNT")],
  [CarrierObject, objectPlace("CARRIER")],
  [WebhookEndpointObject, objectPlace("WEBHOOK_ENDPOINT")],
] as const) {
  class Metered extends DurableObject<Env> {
    constructor(state: DurableObjectState, env: Env) {
      super(meterState(state, place, current), env);
    }
  }
  Object.setPrototypeOf(objects, Metered);
}
