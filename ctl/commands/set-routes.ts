import { z } from "zod";
import { versionHeaders } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { read } from "../read-answer.ts";
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

const trialSchema = z.object({
  version: z.number(),
  total: z.number(),
  sampled: z.boolean(),
  moved: z.number(),
  moves: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), count: z.number() })),
  otherRule: z.number(),
  after: z.object({ unrouted: z.number() }),
});

export const setRoutes: Command = {
  usage: "routes set FILE [--dry-run]",
  about: "store routes; --dry-run tells what they would do",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const { rules } = await readJsonFile(file, fileSchema);
    const isTrial = flags["dry-run"];
    const body = await api({
      method: "PUT",
      path: "/routes",
      query: { dryRun: isTrial ? "true" : undefined },
      body: { rules, ...(flags.note !== undefined && { note: flags.note }) },
      headers: versionHeaders(flags),
    });
    return isTrial ? trialAnswer(body) : routesAnswer(body);
  },
};

function trialAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { version, total, sampled, moved, moves, otherRule, after } = read(trialSchema, body);
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
