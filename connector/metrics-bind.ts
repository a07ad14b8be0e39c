import type { SubmitResult } from "./bind.ts";
import type { CarrierBindConfig } from "../src/link/carrier-bind-config.ts";
import type { Arrival, CarrierBind, CarrierBindOptions } from "./carrier-bind.ts";
import { createCarrierBind } from "./carrier-bind.ts";
import type { CarrierTally } from "./metrics-tally.ts";
import { carrierTally } from "./metrics-tally.ts";

/**
 * A bind whose submits, responses and deliveries are counted for its carrier.
 * @param create makes the bind that is measured
 * @param monotonicMs milliseconds of a clock that never jumps
 */
export function createMeasuredBind<Token>(
  carrierId: string,
  config: CarrierBindConfig,
  options: CarrierBindOptions<Token>,
  create: typeof createCarrierBind<Token> = createCarrierBind,
  monotonicMs: () => number = () => performance.now(),
): CarrierBind<Token> {
  const tally = carrierTally(carrierId);
  /** When each submit that waits for its result was handed over. */
  const startedAtMs = new Map<Token, number>();
  const bind = create(config, {
    ...options,
    onResult: (token, result) => {
      const sinceMs = startedAtMs.get(token);
      startedAtMs.delete(token);
      tally.countResult(result);
      if (sinceMs !== undefined && isResponse(config.kind, result)) {
        tally.responseTimes.observe(monotonicMs() - sinceMs);
      }
      options.onResult(token, result);
    },
    onLateResult: (token, result) => {
      tally.countLateResponse(result);
      options.onLateResult(token, result);
    },
    onDeliver: (arrival, respond) =>
      options.onDeliver(measured(arrival, tally), (commandStatus) => {
        tally.countDeliveryAnswer(commandStatus);
        respond(commandStatus);
      }),
  });
  const window = { size: config.windowSize, used: () => startedAtMs.size };
  return {
    start: () => {
      if (config.kind === "ucp" || config.mode !== "receiver") {
        tally.windows.set(config.id, window);
      }
      bind.start();
    },
    freeSlots: () => bind.freeSlots(),
    prepare: (submit) => {
      const send = bind.prepare(submit);
      if (typeof send !== "function") {
        return send;
      }
      return (token) => {
        startedAtMs.set(token, monotonicMs());
        send(token);
      };
    },
    ...(bind.query !== undefined && { query: bind.query }),
    reconfigure: (next) => {
      const done = bind.reconfigure(next);
      if (done) {
        window.size = next.windowSize;
      }
      return done;
    },
    stop: async (how) => {
      await bind.stop(how);
      if (tally.windows.get(config.id) === window) {
        tally.windows.delete(config.id);
      }
    },
  };
}

/** A rejection over SMPP that has a reason was decided here, in no time; over UCP it has the carrier's words. */
function isResponse(kind: CarrierBindConfig["kind"], result: SubmitResult): boolean {
  return (
    result.outcome === "accepted" || (result.outcome === "rejected" && (kind === "ucp" || result.reason === undefined))
  );
}

/** Only what is taken is read: a repeat is not, nor what comes while too much waits. */
function measured(arrival: Arrival, tally: CarrierTally): Arrival {
  tally.deliveries.unread++;
  return {
    ...arrival,
    read: (bindId, atMs) => {
      const delivery = arrival.read(bindId, atMs);
      tally.deliveries.unread--;
      tally.deliveries[delivery.kind]++;
      return delivery;
    },
  };
}
