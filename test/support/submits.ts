import { DatabaseSync } from "node:sqlite";

/** A submit_sm as the simulator recorded it. */
export interface Submit {
  destination: string;
  /** Without its user data header; the alphabet of these tests is the same in GSM 03.38 and in ASCII. */
  text: string;
  /** Hex of the user data header, empty when there is none. */
  header: string;
  carrierMessageId: string | null;
}

const userDataHeaderIndicator = 0x40;

/** Read from the simulator's file while it runs, or when it is dead. */
export function readSubmits(file: string): Submit[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const rows = database
      .prepare("SELECT destination, esm_class, body, carrier_message_id FROM submits ORDER BY number")
      .all();
    return rows.map((row) => {
      const body = Buffer.from(row["body"] instanceof Uint8Array ? row["body"] : []);
      const hasHeader = (Number(row["esm_class"]) & userDataHeaderIndicator) !== 0;
      const headerLength = hasHeader ? (body[0] ?? 0) + 1 : 0;
      const id = row["carrier_message_id"];
      return {
        destination: String(row["destination"]),
        text: body.subarray(headerLength).toString("latin1"),
        header: body.subarray(0, headerLength).toString("hex"),
        carrierMessageId: typeof id === "string" ? id : null,
      };
    });
  } finally {
    database.close();
  }
}
