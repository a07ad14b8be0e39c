import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { dryRunQuery, noteOf, versionHeaders, versionNumber } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { readText } from "../read-file.ts";
import { list, table } from "../table.ts";

export const showOperators: Command = {
  usage: "operators show [VERSION]",
  about: "the number ranges of operators, as CSV",
  takes: [0, 1],
  run: async (api, [version]) => {
    if (version === undefined) return csvAnswer(await answered(api.GET("/admin/v1/operators")));
    const params = { path: { version: versionNumber(version) } };
    return csvAnswer(await answered(api.GET("/admin/v1/operators/versions/{version}", { params })));
  },
};

export const setOperators: Command = {
  usage: "operators set FILE [--dry-run]",
  about: "store number ranges from CSV: prefix,operator",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const call = api.PUT("/admin/v1/operators", {
      params: { query: { ...dryRunQuery(flags), ...noteOf(flags) }, header: versionHeaders(flags) },
      // A note is words, so its spaces are written as forms write them.
      querySerializer: (query) => new URLSearchParams(query).toString(),
      headers: { "content-type": "text/csv" },
      body: await readText(file),
      bodySerializer: (csv) => csv,
    });
    const answer = await answered(call);
    return "dryRun" in answer ? trialAnswer(answer) : versionAnswer(answer);
  },
};

export const listOperatorsVersions: Command = {
  usage: "operators versions",
  about: "who changed the number ranges, when and why",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const page = await answered(api.GET("/admin/v1/operators/versions", { params: { query: pageQuery(flags) } }));
    return pageAnswer(page, {
      version: ({ version }) => version,
      "active from": ({ activeFrom }) => activeFrom,
      author: ({ author }) => author,
      note: ({ note }) => note,
    });
  },
};

export const diffOperators: Command = {
  usage: "operators diff FROM TO",
  about: "what changes from one version to another",
  takes: [2, 2],
  run: async (api, [from, to]) => {
    const params = { path: { version: versionNumber(from) }, query: { with: versionNumber(to) } };
    const diff = await answered(api.GET("/admin/v1/operators/versions/{version}/diff", { params }));
    return { body: diff, text: () => diffText(diff) };
  },
};

export const revertOperators: Command = {
  usage: "operators revert VERSION",
  about: "store an old version as the next one",
  takes: [1, 1],
  run: async (api, [version], flags) => {
    const body = { version: versionNumber(version), ...noteOf(flags) };
    const params = { header: versionHeaders(flags) };
    return versionAnswer(await answered(api.POST("/admin/v1/operators/revert", { params, body })));
  },
};

function csvAnswer(operators: Schema<"Operators">): Answer {
  return {
    body: operators,
    text: () => {
      const lines = operators.rows.map(({ prefix, operator }) => `${prefix},${operator}\n`);
      return `prefix,operator\n${lines.join("")}`;
    },
  };
}

function versionAnswer(stored: Schema<"OperatorsVersion">): Answer {
  return {
    body: stored,
    text: () => {
      const { version, activeFrom, author, note, ranges } = stored;
      return list([
        ["version", version],
        ["active from", activeFrom],
        ["author", author],
        ["note", note],
        ["ranges", ranges],
      ]);
    },
  };
}

function trialAnswer(trial: Schema<"OperatorsTrial">): Answer {
  return {
    body: trial,
    text: () => {
      const { version, ranges, diff, total, sampled, otherOperator, moved } = trial;
      const fields = list([
        ["against version", version],
        ["ranges", ranges],
        ["texts of the last hour", sampled ? `${total}, and there were more` : total],
        ["by another operator", otherOperator],
        ["to another carrier", moved],
      ]);
      return `${diffText(diff)}\n${fields}`;
    },
  };
}

function diffText({ added, removed, changed, examples }: Schema<"OperatorsTrial">["diff"]): string {
  if (examples.length === 0) return "They are the same.\n";
  const rows = examples.map(({ prefix, before, after }) => [prefix, before, after]);
  const more = added + removed + changed > rows.length ? "…\n" : "";
  return `${added} added, ${removed} removed, ${changed} changed\n\n${table(["prefix", "before", "after"], rows)}${more}`;
}
