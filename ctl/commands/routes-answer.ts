import type { Schema } from "../../client/index.ts";
import type { Answer } from "../command.ts";
import { list, table } from "../table.ts";

/** A version of the routes, a line for each rule. */
export function routesAnswer(routes: Schema<"Routes">): Answer {
  return {
    body: routes,
    text: () => {
      const { version, activeFrom, author, note, rules } = routes;
      const fields = list([
        ["version", version],
        ["active from", activeFrom],
        ["author", author],
        ["note", note],
      ]);
      const rows = rules.map(({ id, priority, enabled, strategy, match = {}, targets }) => [
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
