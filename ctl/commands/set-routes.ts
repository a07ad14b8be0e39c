import { z } from "zod";
import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { dryRunQuery, noteOf, versionHeaders } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { readJsonFile } from "../read-file.ts";
import { list, table } from "../table.ts";
import { routesAnswer } from "./routes-answer.ts";

/** Routes as `routes show --json` gives them, too: what only the edge can say is left out again. */
const fileSchema = z.strictObject({
  rules: z.array(z.unknown()),
  version: z.unknown().optional(),
  activeFrom: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  author: z.unknown().optional(),
  note: z.unknown().optional(),
});

export const setRoutes: Command = {
  usage: "routes set FILE [--dry-run]",
  about: "store routes; --dry-run tells what they would do",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const { rules } = await readJsonFile(file, fileSchema);
    const params = { query: dryRunQuery(flags), header: versionHeaders(flags) };
    const body = { rules: rules as Schema<"NewRoutes">["rules"], ...noteOf(flags) };
    const answer = await answered(api.PUT("/admin/v1/routes", { params, body }));
    return "dryRun" in answer ? trialAnswer(answer) : routesAnswer(answer);
  },
};

function trialAnswer(trial: Schema<"RoutesTrial">): Answer {
  return {
    body: trial,
    text: () => {
      const { version, total, sampled, moved, moves, otherRule, after } = trial;
      const fields = list([
        ["against version", version],
        ["texts of the last hour", sampled ? `${total}, and there were more` : total],
        ["to another carrier", moved],
        ["by another rule", otherRule],
        ["taken by no rule", after.unrouted],
      ]);
      const rows = moves.map(({ from, to, count }) => [from ?? "nowhere", to ?? "nowhere", count]);
      return rows.length === 0 ? fields : `${fields}\n${table(["from", "to", "texts"], rows)}`;
    },
  };
}
