import { z } from "zod";
import type { ConfigSubject, ConfigVersionRow, ConfigVersionSummary } from "../db/config-versions.ts";

/** All operators' number ranges are one document. */
export const operatorsSubject: ConfigSubject = { kind: "operators", subjectId: "" };

/** What a version stores: where its ranges are, and how many. */
const bodySchema = z.object({ tableId: z.string(), ranges: z.number().int() });
export type OperatorsBody = z.infer<typeof bodySchema>;

/** When a version of the number ranges was made, by whom and why. Times are epoch ms. */
export interface OperatorsVersion extends Omit<ConfigVersionSummary, "kind" | "subjectId">, OperatorsBody {}

export function toOperatorsVersion(row: ConfigVersionRow): OperatorsVersion {
  const { version, activeFromMs, createdAtMs, author, note, body } = row;
  return { version, activeFromMs, createdAtMs, author, note, ...bodySchema.parse(JSON.parse(body)) };
}
