import { z } from "zod";
import type { Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { read } from "../read-answer.ts";
import { list, table } from "../table.ts";

const explanationSchema = z.object({
  version: z.number(),
  ruleId: z.string().nullable(),
  problem: z.string().nullable(),
  carriers: z.array(z.string()),
  facts: z.object({ country: z.string().nullable(), operator: z.string().nullable() }),
  rules: z.array(
    z.object({
      ruleId: z.string(),
      priority: z.number(),
      verdict: z.string(),
      matchedPrefix: z.string().optional(),
      unmet: z.object({ condition: z.string(), wanted: z.unknown(), actual: z.string().nullable() }).optional(),
      reason: z.string().optional(),
    }),
  ),
});

type RuleExplanation = z.infer<typeof explanationSchema>["rules"][number];

export const explainRoute: Command = {
  usage: "routes explain --from A --to B [--text T] [--lane L]",
  about: "which rule takes a text; also --account, --at",
  takes: [0, 0],
  run: async (api, _words, { from, to, text, lane, account, at }) => {
    if (from === undefined || to === undefined) throw new CommandError("Say which text: --from SENDER --to NUMBER.");
    const fields = { from, to, text, lane, accountId: account, at };
    // JSON has no undefined: flags that were not given are not sent.
    const body = await api({ method: "POST", path: "/routes/explain", body: fields });
    return {
      body,
      text: () => {
        const { version, ruleId, problem, carriers, facts, rules } = read(explanationSchema, body);
        const summary = list([
          ["version", version],
          ["rule", ruleId ?? problem],
          ["carriers", carriers.join(", ")],
          ["country", facts.country],
          ["operator", facts.operator],
        ]);
        const rows = rules.map((rule) => [rule.ruleId, rule.priority, rule.verdict, because(rule)]);
        return `${summary}\n${table(["rule", "priority", "verdict", "because"], rows)}`;
      },
    };
  },
};

function because({ matchedPrefix, unmet, reason }: RuleExplanation): string {
  if (reason !== undefined) return reason;
  if (matchedPrefix !== undefined) return `prefix ${matchedPrefix}`;
  if (unmet === undefined) return "";
  const actual = unmet.actual === null ? "" : `, not ${unmet.actual}`;
  return `${unmet.condition} ${JSON.stringify(unmet.wanted)}${actual}`;
}
