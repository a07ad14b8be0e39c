import { randomBytes } from "node:crypto";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const secretsSchema = z.object({
  KEY_SECRET: z.string(),
  ADMIN_KEY: z.string(),
  CONNECTOR_TOKEN: z.string(),
  CREDENTIALS_KEY: z.string(),
});

/** Named as the Worker's bindings; in production `wrangler secret put` holds the same four. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Made once for a data directory: keys and stored credentials are worthless under other secrets. */
export async function loadSecrets(file: string): Promise<Secrets> {
  const kept = await readJsonFile(file, secretsSchema);
  if (kept) return kept;
  const made: Secrets = {
    KEY_SECRET: randomBytes(32).toString("base64"),
    ADMIN_KEY: `admin_${randomBytes(24).toString("base64url")}`,
    CONNECTOR_TOKEN: `connector_${randomBytes(24).toString("base64url")}`,
    CREDENTIALS_KEY: randomBytes(32).toString("base64"),
  };
  await writeJsonFile(file, made);
  return made;
}
