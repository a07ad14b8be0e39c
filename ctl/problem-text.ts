import { z } from "zod";

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** What a problem+json says, for a person; null where it is none. */
export function problemText(status: number, body: unknown): string | null {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return null;
  const { code, detail, requestId, errors = [] } = parsed.data;
  const lines = [`${detail} (${code}, ${status})`];
  // One field that is wrong has been told already.
  if (errors.length > 1 || errors.some(({ message }) => !detail.includes(message))) {
    for (const { path, message } of errors) lines.push(`  ${path}: ${message}`);
  }
  if (status >= 500 && requestId !== undefined) lines.push(`  The edge's log has more under ${requestId}.`);
  return lines.join("\n");
}
