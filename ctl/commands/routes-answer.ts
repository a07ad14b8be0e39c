import { z } from "zod";
import type { Answer } from "../command.ts";
import { read } from "../read-answer.ts";
import { list, table } from "../table.ts";

const routesSchema = z.object({
  version: z.number(),
  activeFrom: z.string(),
  author: z.string(),
  note: z.string().nullable(),
  rules: z.array(
    z.object({
      id: z.string(),
      priority: z.number(),
      enabled: z.boolean(),
      strategy: z.string(),
      match: z.record(z.string(), z.unknown()),
      targets: z.array(z.object({ carrierId: z.string() })),
    }),
  ),
});

/** A version of the routes, a line for each rule. */
export function routesAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { version, activeFrom, author, note, rules } = read(routesSchema, body);
      const fields = list([
        ["version", version],
        ["active from", activeFrom],
        ["author", author],
        ["note", note],
      ]);
      const rows = rules.map(({ id, priority, enabled, strategy, match, targets }) => [
        id,
        priority,
        enabled ? "yes" : "no",
        matchText(match),
        strategy,
        targets.map(({ carrierId }) => carrierId).join(", "),
      ]);
      return `${fields}\n${table(["rule", "priority", "enabled", "match", "strategy", "carriers"], rows)}`;
    },
  };
}

/** Long lists are cut: --json has all of them. */
function matchText(match: Readonly<Record<string, unknown>>): string {
  const shown = 4;
  return Object.entries(match)
    .map(([name, wanted]) => {
      if (!Array.isArray(wanted)) return `${name} ${typeof wanted === "string" ? wanted : JSON.stringify(wanted)}`;
      const more = wanted.length > shown ? ` and ${wanted.length - shown} more` : "";
      return `${name} ${wanted.slice(0, shown).join(",")}${more}`;
    })
    .join("; ");
}
