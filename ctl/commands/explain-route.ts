import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import type { Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { given } from "../given.ts";
import { list, table } from "../table.ts";

type RuleExplanation = Schema<"RouteExplanation">["rules"][number];

export const explainRoute: Command = {
  usage: "routes explain --from A --to B [--text T] [--lane L]",
  about: "which rule takes a text; also --account, --at",
  takes: [0, 0],
  run: async (api, _words, { from, to, text, lane, account, at }) => {
    if (from === undefined || to === undefined) throw new CommandError("Say which text: --from SENDER --to NUMBER.");
    const fields = given({ text, lane, accountId: account, at });
    const body = { from, to, ...fields } as Schema<"ExplainRoute">;
    const explanation = await answered(api.POST("/admin/v1/routes/explain", { body }));
    return {
      body: explanation,
      text: () => {
        const { version, ruleId, problem, carriers, facts, rules } = explanation;
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
