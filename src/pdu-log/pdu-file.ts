import { z } from "zod";
import { hourOf } from "../event-log/log-piece.ts";

/** A file of a connector's PDU log: one gzip member, as the connector closed it. */
export interface PduFile {
  /** `pdus/2026/11/21/15/`, when it was begun, and the connector. */
  key: string;
  connectorId: string;
  format: "csv" | "json";
  /** When it was begun, epoch ms. */
  openedAtMs: number;
  /** When its last line was written, epoch ms. */
  lastLineAtMs: number;
  /** Octets, compressed. */
  bytes: number;
}

export const pduFilesPrefix = "pdus/";
const digitsOfTime = 13;

const namePattern = /^pdus-([\w.-]{1,64})-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.((?:csv|json)\.gz)$/;

/** The key of a file by the name that its connector gives it; null for any other name. */
export function pduFileKey(connectorId: string, name: string): string | null {
  const [, namedId, day, hours, minutes, seconds, milliseconds, ending] = namePattern.exec(name) ?? [];
  if (namedId !== connectorId) return null;
  const time = `${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`;
  const openedAtMs = Date.parse(time);
  // There is no 30th of February: one moment, one name.
  if (Number.isNaN(openedAtMs) || new Date(openedAtMs).toISOString() !== time) return null;
  const digits = String(openedAtMs).padStart(digitsOfTime, "0");
  return `${pduFilesPrefix}${hourOf(openedAtMs)}/${digits}-${connectorId}.${ending}`;
}

const keyPattern = /^pdus\/\d{4}\/\d{2}\/\d{2}\/\d{2}\/(\d{13})-([\w.-]{1,64})\.(csv|json)\.gz$/;

export function isPduFileKey(key: string): boolean {
  return keyPattern.test(key);
}

const metadataSchema = z.object({ lastLineAtMs: z.coerce.number() });

/** What R2 keeps with a file: with its key it is the index, since listing tells it. */
export function pduFileMetadata({ lastLineAtMs }: Pick<PduFile, "lastLineAtMs">): Record<string, string> {
  return { lastLineAtMs: String(lastLineAtMs) };
}

/** Null for what is no file of the PDU log. */
export function readPduFile({
  key,
  size,
  customMetadata,
}: Pick<R2Object, "key" | "size" | "customMetadata">): PduFile | null {
  const [, openedAt, connectorId = "", format] = keyPattern.exec(key) ?? [];
  const metadata = metadataSchema.safeParse(customMetadata);
  if (!metadata.success || (format !== "csv" && format !== "json")) return null;
  return { key, connectorId, format, openedAtMs: Number(openedAt), bytes: size, ...metadata.data };
}
