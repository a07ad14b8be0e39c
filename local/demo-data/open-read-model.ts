import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { dataPaths } from "../paths.ts";

/** The read model of a data directory whose stack does not run. Throws where there is none. */
export function openReadModel(folder: string): DatabaseSync {
  const directory = join(dataPaths(folder).edge, "d1/miniflare-D1DatabaseObject");
  const names = existsSync(directory) ? readdirSync(directory) : [];
  for (const name of names) {
    if (!name.endsWith(".sqlite") || name === "metadata.sqlite") continue;
    const database = new DatabaseSync(join(directory, name), { timeout: 5_000 });
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'messages'").get() !== undefined) return database;
    database.close();
  }
  throw new Error(`${folder} has no database yet: run npm start once, and end it`);
}

/** The account that the banner of `npm start` shows. */
export function accountOf(folder: string): string {
  const file = dataPaths(folder).account;
  if (!existsSync(file)) throw new Error(`${folder} has no account yet: run npm start once, and end it`);
  const { id } = JSON.parse(readFileSync(file, "utf8")) as { id: string };
  return id;
}
