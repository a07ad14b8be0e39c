import { generateLoad } from "../generate-load.ts";
import { withBare } from "../with-bare.ts";
import type { Bench } from "./gateway.ts";
import type { Subject, Turn } from "./scene.ts";

const warmUpTexts = 2_000;

/** What the runtime and the load generator could do at most: nothing is kept, and nothing goes on to an SMSC. */
export const bareSubject: Subject = {
  name: "bare Worker that answers 202 at once",
  durable: "nothing",
  isKannel: false,
  measure: ({ settings }: Bench): Promise<Turn> =>
    withBare(async (port) => {
      const shared = { port, apiKey: "none", connections: settings.clients, batchSize: 1 };
      await generateLoad({ ...shared, mode: "count", texts: warmUpTexts });
      const closed = await generateLoad({ ...shared, mode: "closed", seconds: settings.seconds });
      const { rate: requestsPerSecond, seconds } = settings;
      const paced = await generateLoad({ ...shared, mode: "rate", requestsPerSecond, seconds });
      return {
        figures: {
          acceptedPerSecond: closed.texts / closed.seconds,
          p50Ms: closed.latencyMs.p50,
          p99Ms: closed.latencyMs.p99,
          pacedP50Ms: paced.latencyMs.p50,
          pacedP99Ms: paced.latencyMs.p99,
        },
      };
    }),
};
