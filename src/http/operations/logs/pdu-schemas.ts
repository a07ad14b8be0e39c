import { z } from "@hono/zod-openapi";
import { pduColumns } from "../../../link/pdu-log.ts";
import type { PduColumn, PduLine } from "../../../pdu-log/pdu-line.ts";
import { exampleId, timeSchema } from "../messages/message-schemas.ts";

const text = (example: string | null, description?: string) =>
  z
    .string()
    .nullable()
    .openapi({ example, ...(description !== undefined && { description }) });
const count = (example: number, description: string) => z.number().int().nullable().openapi({ example, description });

export const pduSchema = z
  .object({
    time: timeSchema.nullable().openapi({ description: "To the microsecond.", example: "2026-11-21T14:03:07.112345Z" }),
    connectorId: text("bogota-1"),
    carrierId: text("default"),
    bindId: text("default-1"),
    direction: text("out", "`out` to the carrier, `in` from it; `lost` for lines that are missing here."),
    command: text("submit_sm", "Of UCP `O/51` for an operation, `R/51` for its result."),
    sequence: count(42, "sequence_number; of UCP the transaction number; of `lost` how many lines."),
    status: text(null, "Of a response: `ESME_ROK`, …; of UCP `A`, or `N` and the code."),
    messageId: text(exampleId, "Of a submit and its response."),
    carrierMessageId: text(null, "Of a submit's response, and of a receipt that names it."),
    sender: text("Elibom"),
    recipient: text("57300•••4567", "As the connector wrote it: without its middle unless it logs in full."),
    octets: count(71, "Of the PDU."),
    body: text(null, "Hexadecimal, where the connector logs in full."),
  })
  .openapi("Pdu", { description: "A line of a connector's PDU log." });

const numberColumns = new Set<PduColumn>(["sequence", "octets"]);

/** A line as JSON: numbers are numbers, and what is empty is null. */
export function presentPdu(line: PduLine): z.infer<typeof pduSchema> {
  return Object.fromEntries(
    pduColumns.map((column) => {
      const cell = line[column];
      if (cell === "") return [column, null];
      return [column, numberColumns.has(column) ? Number(cell) : cell];
    }),
  ) as z.infer<typeof pduSchema>;
}
