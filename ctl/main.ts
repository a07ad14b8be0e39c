import { once } from "node:events";
import { run } from "./run.ts";
import { runLocally } from "./run-locally.ts";

// Whoever reads may have had enough, as `head` has: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const [noun = "", ...rest] = process.argv.slice(2);
process.exitCode =
  noun === "demo-data"
    ? await runLocally("local/demo-data/main.ts", rest)
    : await run(process.argv.slice(2), {
        environment: process.env,
        write: async (text) => {
          if (!process.stdout.write(text)) await once(process.stdout, "drain");
        },
        writeError: (text) => process.stderr.write(text),
      });
