import { readFileSync } from "node:fs";
import { z } from "zod";

const packageFile = new URL("../package.json", import.meta.url);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, "utf8")));

/** What every request to the edge says of this connector: that it may ask, its name, and its program's version. */
export function edgeHeaders({ token, connectorId }: { token: string; connectorId: string }): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    "x-heliograph-connector": connectorId,
    "user-agent": `heliograph-connector/${version}`,
  };
}
