import { type ConfigSubject, findActivations } from "../db/config-versions.ts";

/** The version that is active at a moment (epoch ms), 0 where there is none. */
export async function versionAt(db: D1Database, subject: ConfigSubject, atMs: number): Promise<number> {
  const activations = await findActivations(db, subject, 0);
  return activations.findLast(({ activeFromMs }) => activeFromMs <= atMs)?.version ?? 0;
}
