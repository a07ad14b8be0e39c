import { findPasswordHash } from "../db/people/people.ts";
import { loadOnce } from "./load-once.ts";

const loadCrypto = loadOnce(() => import("better-auth/crypto"));

/** scrypt, as better-auth has it (N 16384, r 16, p 1), by the platform's own code. */
export async function hashPassword(password: string): Promise<string> {
  const { hashPassword } = await loadCrypto();
  return hashPassword(password);
}

/** Whether it is the person's. */
export async function checkPassword(env: Pick<Env, "DB">, personId: string, password: string): Promise<boolean> {
  const hash = await findPasswordHash(env.DB, personId);
  const { verifyPassword } = await loadCrypto();
  return hash !== null && verifyPassword({ hash, password });
}
