/**
 * Whether a dead letter has texts that its writer has been told have gone: a carrier remembers a chunk for a day, and would send them
 * again after that. What has no texts to send may always come again.
 */
export async function isSettled(env: Pick<Env, "ACCOUNT" | "CARRIER">, { body }: { body: string }): Promise<boolean> {
  const chunk = JSON.parse(body) as { accountId?: string; carrierId?: string; chunkId?: string };
  const { accountId = "", carrierId = "", chunkId = "" } = chunk;
  if ("texts" in chunk) return !(await env.ACCOUNT.getByName(accountId).hasChunk(chunkId));
  if ("moves" in chunk) return !(await env.CARRIER.getByName(carrierId).hasMoves(chunkId));
  return false;
}
