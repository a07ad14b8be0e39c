import { operation, writeFields } from "../../ucp/fields.ts";
import type { Frame } from "../../ucp/frame.ts";
import { writeFrame } from "../../ucp/frame.ts";

function frame(parts: Frame): string {
  return writeFrame(parts) ?? "";
}

const notification = frame({
  transaction: 91,
  kind: "operation",
  operation: operation.notify,
  fields: writeFields(51, { adc: "12345", oadc: "573001234567", scts: "010126000000", dst: "0" }),
});

/**
 * What no client can make sense of, see the fault `malformed_pdu`: an operation that was damaged, one that nobody knows, one
 * that lacks its fields, and a result nobody asked for.
 */
export function malformedFrames(): Buffer {
  const octets = [
    notification.replace("573001234567", "573001234568"),
    frame({ transaction: 92, kind: "operation", operation: 99, fields: ["no such operation"] }),
    frame({ transaction: 93, kind: "operation", operation: operation.deliver, fields: ["12345"] }),
    frame({ transaction: 94, kind: "result", operation: operation.submit, fields: ["A", "", "stray"] }),
  ];
  return Buffer.from(octets.join(""), "latin1");
}

/** A frame that goes on and on, see the fault `oversized_length`. */
export function endlessFrame(): Buffer {
  return Buffer.from(`\u000201/99999/O/52/${"0".repeat(70_000)}`, "latin1");
}

/** The result of a submit that is neither positive nor negative. */
export function unreadableResult(transaction: number): Buffer {
  const fields = ["X", "", ""];
  return Buffer.from(frame({ transaction, kind: "result", operation: operation.submit, fields }), "latin1");
}
