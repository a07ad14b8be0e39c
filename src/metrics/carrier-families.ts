import type { CarrierDescription } from "../carriers/carrier.ts";
import { carrierStates } from "../carriers/carrier.ts";
import { bindStates } from "../link/frames.ts";
import type { MetricFamily, Sample } from "./prometheus-text.ts";

/** How a carrier does now; null where its object did not answer. */
export type ObservedCarrier = { carrierId: string; description: CarrierDescription | null };

/** What carriers do now, as Prometheus is told it. Of one that did not answer it says only that. */
export function carrierFamilies(observed: readonly ObservedCarrier[]): MetricFamily[] {
  const described = observed.flatMap(({ description }) => description ?? []);
  const gauge = (name: string, help: string, valueOf: (carrier: CarrierDescription) => number): MetricFamily => ({
    name: `heliograph_carrier_${name}`,
    type: "gauge",
    help,
    samples: described.map((carrier) => ({ labels: { carrier: carrier.id }, value: valueOf(carrier) })),
  });
  return [
    {
      name: "heliograph_carrier_up",
      type: "gauge",
      help: "1 where the carrier's object answered.",
      samples: observed.map(({ carrierId, description }) => ({
        labels: { carrier: carrierId },
        value: description === null ? 0 : 1,
      })),
    },
    gauge("waiting_texts", "Texts that wait for their turn.", ({ waitingTexts }) => waitingTexts),
    gauge("delayed_texts", "Texts that are tried again later.", ({ delayedTexts }) => delayedTexts),
    gauge("moving_texts", "Texts on their way to another carrier.", ({ movingTexts }) => movingTexts),
    gauge("in_flight_segments", "Segments given to a connector.", ({ segmentsInFlight }) => segmentsInFlight),
    gauge("parked_receipts", "Receipts that no segment is known for yet.", ({ parkedReceipts }) => parkedReceipts),
    gauge("connectors", "Connectors that are linked.", ({ connectors }) => connectors.length),
    {
      name: "heliograph_carrier_state",
      type: "gauge",
      help: "1 for the state the carrier is in.",
      samples: described.flatMap(({ id, health }) =>
        carrierStates.map((state) => ({ labels: { carrier: id, state }, value: health.state === state ? 1 : 0 })),
      ),
    },
    {
      name: "heliograph_carrier_binds",
      type: "gauge",
      help: "Binds of the configuration, by state.",
      samples: described.flatMap(bindSamples),
    },
  ];
}

function bindSamples({ id, binds }: CarrierDescription): Sample[] {
  return bindStates.map((state) => ({
    labels: { carrier: id, state },
    value: binds.filter((bind) => bind.state === state).length,
  }));
}
