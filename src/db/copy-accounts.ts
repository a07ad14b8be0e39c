/** Accounts that are copied at once. */
const copiedAtOnce = 1_000;

/**
 * Brings the accounts that are new into the database of a month, which asks for them where it is asked about all accounts. Ids sort
 * by time, so those after the last it has are the new ones.
 */
export async function copyAccounts(from: D1Database, to: D1Database): Promise<void> {
  const lastId = (await to.prepare("SELECT max(id) AS id FROM accounts").first<string>("id")) ?? "";
  const { results } = await from
    .prepare("SELECT id, name, created_at_ms FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2")
    .bind(lastId, copiedAtOnce)
    .all();
  if (results.length === 0) return;
  await to
    .prepare(
      `INSERT INTO accounts (id, name, created_at_ms)
       SELECT value ->> 'id', value ->> 'name', value ->> 'created_at_ms' FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(results))
    .run();
}
