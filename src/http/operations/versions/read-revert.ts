import { z } from "@hono/zod-openapi";
import type { ConfigChange } from "../../../configuration/config-change.ts";
import { type Result, ok } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { readJson } from "../../read-json.ts";
import { readChange } from "./read-change.ts";
import { noteSchema } from "./version-schemas.ts";

/** The body that asks for an old version. */
export const revertShape = {
  version: z.number().int().min(1).openapi({ description: "The version to go back to.", example: 3 }),
  note: noteSchema.optional(),
};

/** Which version to go back to, and who asks. Errors: those of readJson. */
export async function readRevert(
  c: AppContext,
  bodySchema: z.ZodType<{ version: number; note?: string | undefined }>,
): Promise<Result<{ version: number; change: ConfigChange }>> {
  const asked = readChange(c);
  if (!asked.ok) return asked;
  const body = await readJson(c, bodySchema);
  if (!body.ok) return body;
  const { version, note = null } = body.value.value;
  return ok({ version, change: { ...asked.value, note, nowMs: Date.now() } });
}
