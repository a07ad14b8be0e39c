import { once } from "node:events";
import { run } from "./run.ts";

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  write: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  },
  writeError: (text) => process.stderr.write(text),
});
