import type { Registry } from "prom-client";
import { Histogram } from "prom-client";
import type { CarrierTally } from "./metrics-tally.ts";
import { responseTimeBucketsMs } from "./metrics-tally.ts";

const name = "heliograph_connector_response_seconds";
const help = "Time from handing a submit to its bind until the carrier's response";

type Values = Awaited<ReturnType<Histogram<"carrier">["get"]>>;

interface Sample {
  metricName: string;
  labels: Partial<Record<"carrier" | "le", string | number>>;
  value: number;
}

/** Adds the response times of every carrier's tally to a registry. */
export function registerResponseTimes(registry: Registry, tallies: () => ReadonlyMap<string, CarrierTally>): void {
  registry.registerMetric(new ResponseTimeHistogram(tallies));
}

/** In the form of a histogram of prom-client, which can only count by itself. */
class ResponseTimeHistogram extends Histogram<"carrier"> {
  readonly #tallies: () => ReadonlyMap<string, CarrierTally>;

  constructor(tallies: () => ReadonlyMap<string, CarrierTally>) {
    super({
      name,
      help,
      labelNames: ["carrier"],
      buckets: responseTimeBucketsMs.map((bucketMs) => bucketMs / 1_000),
      registers: [],
    });
    this.#tallies = tallies;
  }

  override get(): Promise<Values> {
    const values = Array.from(this.#tallies(), ([carrier, { responseTimes }]) => samples(carrier, responseTimes));
    // The types ask for an enum, which does not exist when this runs, and for a function that nobody calls.
    return Promise.resolve({
      name,
      help,
      type: "histogram" as never,
      collect: () => undefined,
      aggregator: "sum",
      values: values.flat(),
    });
  }

  /** What the registry asks in place of `get` where a metric has it, as histograms do. */
  getForPromString(): Promise<Values> {
    return this.get();
  }
}

function samples(carrier: string, { counts, sumMs }: CarrierTally["responseTimes"]): Sample[] {
  let cumulative = 0;
  const buckets = Array.from(counts, (bucketCount, index): Sample => {
    cumulative += bucketCount;
    const boundMs = responseTimeBucketsMs[index];
    const le = boundMs === undefined ? "+Inf" : boundMs / 1_000;
    return { metricName: `${name}_bucket`, labels: { carrier, le }, value: cumulative };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: { carrier }, value: sumMs / 1_000 },
    { metricName: `${name}_count`, labels: { carrier }, value: cumulative },
  ];
}
