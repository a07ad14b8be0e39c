import type { LogShipper } from "./pdu-log/log-shipper.ts";
import type { PduLog } from "./pdu-log/pdu-log.ts";
import type { SpanBuffer } from "./traces/span-buffer.ts";

/** Who watches what goes on, and changes nothing of it. Each is absent where it is off. */
export interface Observers {
  pduLog?: PduLog;
  logShipper?: LogShipper;
  spans?: SpanBuffer;
}
