import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { directSocket, sharedOptions } from "../local/embed.ts";

/** The yardstick: a Worker that answers 202 at once, under the same Miniflare as the edge. */
const script = `export default {
  fetch: () => Response.json({ id: "msg_0", status: "accepted", segments: 1, encoding: "gsm7" }, { status: 202 }),
};`;

const bare = new Miniflare(
  convertV4MiniflareOptions({
    ...sharedOptions(),
    workers: [
      {
        ...directSocket(Number(process.argv[2])),
        name: "bare",
        modules: true,
        script,
        compatibilityDate: "2026-10-01",
      },
    ],
  }),
);
await bare.ready;
process.send?.("ready");
