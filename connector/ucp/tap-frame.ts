import type { RequestLabel, TappedPdu } from "../session/pdu-tap.ts";
import { operation, readFields } from "./fields.ts";
import type { Frame } from "./frame.ts";
import { twoDigits } from "./frame.ts";
import { readResult } from "./results.ts";

const messageOperations = new Set<number>([operation.submit, operation.deliver, operation.notify]);
/** STX and ETX. */
const framingOctets = 2;

/** `text` is what stood between STX and ETX. */
export function tapFrame(
  direction: TappedPdu["direction"],
  frame: Frame,
  text: string,
  label: RequestLabel | undefined,
): TappedPdu {
  const isOperation = frame.kind === "operation";
  const fields = isOperation && messageOperations.has(frame.operation) ? readFields(51, frame.fields) : undefined;
  return {
    direction,
    command: `${isOperation ? "O" : "R"}/${twoDigits(frame.operation)}`,
    sequence: frame.transaction,
    status: isOperation ? "" : statusOf(frame),
    messageId: label?.messageId ?? "",
    carrierMessageId: isOperation ? (fields?.scts ?? "") : acknowledged(frame),
    sender: fields?.oadc ?? "",
    recipient: fields?.adc ?? "",
    octets: text.length + framingOctets,
    body: frame.operation === operation.session ? null : () => Buffer.from(text, "latin1"),
  };
}

function statusOf({ operation: type, fields }: Frame): string {
  const result = readResult(type, fields);
  if (result === undefined) {
    return "";
  }
  return result.ok ? "A" : `N${twoDigits(result.errorCode)}`;
}

/** `recipient:timestamp`, by which UCP names a message. */
function acknowledged({ operation: type, fields }: Frame): string {
  const result = type === operation.submit ? readResult(type, fields) : undefined;
  return result?.ok === true ? (result.systemMessage.split(":").at(-1) ?? "") : "";
}
