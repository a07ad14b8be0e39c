import { once } from "node:events";
import { findFreePort } from "../local/ports.ts";
import { startScript } from "./start-script.ts";

/** Runs `use` while the bare Worker listens on the port it is given. */
export async function withBare<Result>(use: (port: number) => Promise<Result>): Promise<Result> {
  const port = await findFreePort();
  const child = startScript("bare.ts", String(port));
  try {
    await once(child, "message");
    return await use(port);
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
}
