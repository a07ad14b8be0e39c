import { z } from "zod";
import type { Admin } from "./bootstrap.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const keptSchema = z.object({ token: z.string() });

/** The link by which the first operator comes in: the same at each start while it is open, null once there is an operator. */
export async function loadSignInLink(file: string, api: string, admin: Admin): Promise<string | null> {
  if (await admin.hasOperators()) return null;
  const kept = await readJsonFile(file, keptSchema);
  if (kept !== undefined && (await isOpen(api, kept.token))) return linkOf(api, kept.token);
  const token = await admin.inviteOperator();
  await writeJsonFile(file, { token });
  return linkOf(api, token);
}

async function isOpen(api: string, token: string): Promise<boolean> {
  const response = await fetch(`${api}/people/v1/invitations/${token}`);
  await response.body?.cancel();
  return response.ok;
}

function linkOf(api: string, token: string): string {
  return `${api}/invite/${token}`;
}
