import { z } from "@hono/zod-openapi";
import { timeSchema } from "../messages/message-schemas.ts";
import { isoTime } from "../../respond.ts";

export const noteSchema = z
  .string()
  .min(1)
  .max(500)
  .openapi({ description: "Why it was changed.", example: "Operator one has maintenance tonight" });

export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "`true` answers what would become of the last hour's texts, and stores nothing." }),
});

export const versionNumberSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(1_000_000_000)
  .openapi({ description: "From 1, without gaps.", example: 3 });
export const versionParameters = z.object({ version: versionNumberSchema });

/** What is told of any version. */
export const versionShape = {
  version: z.number().int().openapi({ example: 3 }),
  createdAt: timeSchema,
  author: z.string().openapi({ example: "maria@example.com" }),
  note: z.string().nullable(),
};

/** Times are epoch ms. */
export interface VersionSummary {
  version: number;
  createdAtMs: number;
  author: string;
  note: string | null;
}

export function presentVersion({ version, createdAtMs, author, note }: VersionSummary) {
  return { version, createdAt: isoTime(createdAtMs), author, note };
}
