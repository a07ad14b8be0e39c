import { z } from "@hono/zod-openapi";
import { type Operators, getOperators } from "../../../configuration/get-operators.ts";
import type { AppContext } from "../../app-env.ts";
import { problem } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionTag } from "../../version-tag.ts";
import { operatorsSchema, presentOperators } from "./operator-schemas.ts";

/** A version with its ranges, in either form. */
export const operatorsContent = {
  "application/json": { schema: operatorsSchema },
  "text/csv": { schema: z.string().openapi({ example: "prefix,operator\n57300,732-101\n" }) },
};

/** Answers a version, the latest where none is named: as CSV where that is asked for, which can be put back as it is. */
export async function answerOperators(c: AppContext, version?: number): Promise<Response> {
  const operators = await getOperators(c.env, version);
  if (!operators.ok) return problem(c, operators.error);
  const headers = { ...versionTag(operators.value.version), vary: "accept" };
  if (!wantsCsv(c)) return json(200, presentOperators(operators.value), headers);
  return new Response(csvOf(operators.value), { headers: { ...headers, "content-type": "text/csv" } });
}

function wantsCsv(c: AppContext): boolean {
  return /^text\/csv\b/i.test(c.req.raw.headers.get("accept") ?? "");
}

function csvOf({ rows }: Operators): string {
  return `prefix,operator\n${rows.map(({ prefix, operator }) => `${prefix},${operator}\n`).join("")}`;
}
