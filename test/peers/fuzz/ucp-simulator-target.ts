import { UcpSmscSimulator } from "../../../connector/simulator/ucp/smsc.ts";
import { measureMemory } from "./measure-memory.ts";
import type { TargetMessage } from "./target.ts";

/** The simulator of EMI/UCP under attack. Its submits are on disk, so that they do not count as memory that grew. */
const smsc = new UcpSmscSimulator({
  host: "127.0.0.1",
  port: 0,
  systemId: "12345",
  password: "secret",
  receiptDelayMs: 0,
  dataFile: String(process.argv[2]),
  now: () => Date.now(),
  redeliverDelayMs: 50,
  responseTimeoutMs: 250,
});

const tell = (message: TargetMessage): void => void process.send?.(message);

process.on("message", () => {
  void measureMemory().then((memory) => tell({ kind: "memory", ...memory }));
});
process.on("disconnect", () => process.exit(0));
const { port } = await smsc.listen();
tell({ kind: "ready", port });
