import type { ReceiptState } from "../../src/sms/receipt-states.ts";

/** Dst of a notification (EMI/UCP Interface Specification 4.0 §5.5). */
export const deliveryStatus = { delivered: "0", buffered: "1", notDelivered: "2" } as const;

/** Rsn of a notification: why a message is buffered or was not delivered (§5.5, table of reason codes). */
export const reasonCodes: ReadonlyMap<number, string> = new Map([
  [0, "Unknown subscriber"],
  [1, "Service temporary not available"],
  [2, "Service temporary not available"],
  [3, "Service temporary not available"],
  [4, "Service temporary not available"],
  [5, "Service temporary not available"],
  [6, "Service temporary not available"],
  [7, "Service temporary not available"],
  [8, "Service temporary not available"],
  [9, "Illegal error code"],
  [10, "Network time-out"],
  [100, "Facility not supported"],
  [101, "Unknown subscriber"],
  [102, "Facility not provided"],
  [103, "Call barred"],
  [104, "Operation barred"],
  [105, "SC congestion"],
  [106, "Facility not supported"],
  [107, "Absent subscriber"],
  [108, "Delivery fail"],
  [109, "SC congestion"],
  [110, "Protocol error"],
  [111, "MS not equipped"],
  [112, "Unknown SC"],
  [113, "SC congestion"],
  [114, "Illegal MS"],
  [115, "MS not a subscriber"],
  [116, "Error in MS"],
  [117, "SMS lower layer not provisioned"],
  [118, "System fail"],
  [119, "PLMN system failure"],
  [120, "HLR system failure"],
  [121, "VLR system failure"],
  [122, "Previous VLR system failure"],
  [123, "Controlling MSC system failure"],
  [124, "VMSC system failure"],
  [125, "EIR system failure"],
  [126, "System failure"],
  [127, "Unexpected data value"],
  [200, "Error in address service centre"],
  [201, "Invalid absolute validity period"],
  [202, "Short message exceeds maximum"],
  [203, "Unable to unpack GSM message"],
  [204, "Unable to convert to IRA alphabet"],
  [205, "Invalid validity period format"],
  [206, "Invalid destination address"],
  [207, "Duplicate message submit"],
  [208, "Invalid message type indicator"],
]);

/** Reasons from here on are the service centre's own: the message never left it. */
const firstRefusal = 200;

/** The state a notification tells; undefined for a Dst that the protocol does not have. */
export function receiptStateOf(dst: string, rsn: string): ReceiptState | undefined {
  switch (dst) {
    case deliveryStatus.delivered:
      return "delivered";
    case deliveryStatus.buffered:
      return "enroute";
    case deliveryStatus.notDelivered:
      return Number(rsn) >= firstRefusal ? "rejected" : "undeliverable";
    default:
      return undefined;
  }
}
