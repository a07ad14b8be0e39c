/** Octets the database has on its disk, which D1 says with every answer. */
export async function databaseSizeBytes(db: D1Database): Promise<number> {
  const { meta } = await db.prepare("SELECT 1").all();
  return meta.size_after;
}
