import { realpathSync } from "node:fs";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptionsShape } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { dataPaths, paths, root } from "./paths.ts";
import { loopback } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

/** What every Miniflare here has in common; the bench's bare Worker runs under the same. */
export function sharedOptions() {
  return {
    host: loopback,
    rootPath: root,
    // Miniflare would fetch a sample of request.cf from the network.
    cf: false,
    logRequests: false,
    log: new Log(LogLevel.WARN),
    handleStructuredLogs: ({ message }: { message: string }) => void process.stderr.write(`${message}\n`),
  };
}

/**
 * Where the Worker itself listens. Miniflare's own entrance, which is on a port that nobody is told of, is a Worker in front of it that
 * takes each request apart and puts it together again.
 */
export function directSocket(port: number) {
  return { unsafeDirectSockets: [{ host: loopback, port }] };
}

const localBindings = {
  // On one's own machine, a webhook goes to one's own machine.
  ALLOW_PRIVATE_WEBHOOKS: "true",
  // Worker, objects, queues and D1 share a thread here, which is late with more.
  REQUESTS_UNDER_WAY: "32",
};

/**
 * The Worker as wrangler.toml describes it, on workerd. Two things differ from what is deployed: the variables above, and static
 * assets are served by a Worker of their own, behind the same ASSETS binding. Miniflare's assets router in front of the Worker
 * would cost more than half of the requests per second.
 */
export function openEdge(
  port: number,
  folder: string,
  secrets: Secrets,
  inspectorPort?: number,
  bundle: string = paths.workerBundle,
): Miniflare {
  // wrangler's Omit over a type with an index signature loses the keys; what it returns is this.
  const { assets, ...worker } = unstable_getMiniflareWorkerOptions(paths.wranglerConfig)
    .workerOptions as V4WorkerOptionsShape;
  delete worker["modulesRules"];
  return new Miniflare(
    convertV4MiniflareOptions({
      ...sharedOptions(),
      ...(inspectorPort !== undefined && { inspectorPort }),
      resourcePersistencePath: dataPaths(folder).edge,
      workers: [
        {
          ...worker,
          ...directSocket(port),
          name: "heliograph",
          rootPath: root,
          modules: true,
          scriptPath: bundle,
          bindings: { ...worker.bindings, ...secrets, ...localBindings, ...tracesOf(process.env) },
          serviceBindings: { ...worker.serviceBindings, ASSETS: "assets" },
        },
        {
          name: "assets",
          rootPath: root,
          modules: true,
          script: "export default { fetch: () => new Response('Not found', { status: 404 }) };",
          ...(worker.compatibilityDate && { compatibilityDate: worker.compatibilityDate }),
          // The build that is in force now: a later one has other names for its files.
          ...(assets && { assets: { ...assets, directory: realpathSync(paths.assets) } }),
        },
      ],
    }),
  );
}

/** One variable turns traces on in the edge and in its connector. */
function tracesOf({ HELIOGRAPH_TRACES: url }: NodeJS.ProcessEnv): { TRACES?: string } {
  return url === undefined ? {} : { TRACES: url };
}

/** The databases of wrangler.toml: `DB`, and those of months. */
export function databaseBindings(): string[] {
  const { d1Databases } = unstable_getMiniflareWorkerOptions(paths.wranglerConfig)
    .workerOptions as V4WorkerOptionsShape;
  return Array.isArray(d1Databases) ? d1Databases.map(String) : Object.keys(d1Databases ?? {});
}
