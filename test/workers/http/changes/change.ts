import { env } from "cloudflare:workers";
import { type TestAccountOptions, makeAccount } from "../../support/accounts.ts";
import { call } from "../support/api.ts";

/** A request that changes configuration and succeeds. */
export interface Change {
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  key: string;
}

/** Makes ready what a change needs, and says how it is asked for. By the operation's id. */
export type Changes = Readonly<Record<string, () => Promise<Change> | Change>>;

export const operatorKey = env.ADMIN_KEY;

/** By an operator. */
export function byOperator(path: string, body?: unknown): Change {
  return { path, key: operatorKey, ...(body !== undefined && { body }) };
}

/** By a key of an account of its own. */
export async function byAccount(path: string, body?: unknown, options: TestAccountOptions = {}): Promise<Change> {
  const { key } = await makeAccount(options);
  return { path, key, ...(body !== undefined && { body }) };
}

/** Makes something of which a change is to be made, with the same key, and answers its id. */
export async function makeFor({ key }: Pick<Change, "key">, path: string, body: unknown): Promise<string> {
  const made = await call("POST", path, { key, body });
  const { id } = made.body as { id?: string };
  if (id === undefined) throw new Error(`${path} answered ${made.status}: ${JSON.stringify(made.body)}`);
  return id;
}
