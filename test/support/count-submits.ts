import { DatabaseSync } from "node:sqlite";

export interface SubmitCounts {
  submits: number;
  /** Different texts among them. */
  texts: number;
}

/** What the simulator has recorded in its file so far, counted by the database: cheap enough to ask again and again. */
export function countSubmits(file: string): SubmitCounts {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const row = database.prepare("SELECT count(*) AS submits, count(DISTINCT body) AS texts FROM submits").get();
    return { submits: Number(row?.["submits"]), texts: Number(row?.["texts"]) };
  } finally {
    database.close();
  }
}
