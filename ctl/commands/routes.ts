import { answered } from "../answered.ts";
import { noteOf, versionHeaders, versionNumber } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { table } from "../table.ts";
import { routesAnswer } from "./routes-answer.ts";

export const showRoutes: Command = {
  usage: "routes show [VERSION]",
  about: "the latest routes, or a version of them",
  takes: [0, 1],
  run: async (api, [version]) => {
    if (version === undefined) return routesAnswer(await answered(api.GET("/admin/v1/routes")));
    const params = { path: { version: versionNumber(version) } };
    return routesAnswer(await answered(api.GET("/admin/v1/routes/versions/{version}", { params })));
  },
};

export const listVersions: Command = {
  usage: "routes versions",
  about: "who changed the routes, when and why",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const page = await answered(api.GET("/admin/v1/routes/versions", { params: { query: pageQuery(flags) } }));
    return pageAnswer(page, {
      version: ({ version }) => version,
      "active from": ({ activeFrom }) => activeFrom,
      author: ({ author }) => author,
      note: ({ note }) => note,
    });
  },
};

export const diffRoutes: Command = {
  usage: "routes diff FROM TO",
  about: "what changes from one version to another",
  takes: [2, 2],
  run: async (api, [from, to]) => {
    const params = { path: { version: versionNumber(from) }, query: { with: versionNumber(to) } };
    const diff = await answered(api.GET("/admin/v1/routes/versions/{version}/diff", { params }));
    return {
      body: diff,
      text: () => {
        const { added, removed, changed, reordered } = diff;
        const rows = [
          ...removed.map((ruleId) => ["-", ruleId]),
          ...added.map((ruleId) => ["+", ruleId]),
          ...changed.flatMap(({ ruleId, fields }) =>
            fields.map(({ path, before, after }) => ["~", ruleId, path, before, after]),
          ),
        ];
        if (rows.length === 0 && !reordered) return "They are the same.\n";
        const order = reordered ? "Rules stand in another order.\n" : "";
        return (rows.length === 0 ? "" : table(["", "rule", "field", "before", "after"], rows)) + order;
      },
    };
  },
};

export const revertRoutes: Command = {
  usage: "routes revert VERSION",
  about: "store an old version as the next one",
  takes: [1, 1],
  run: async (api, [version], flags) => {
    const body = { version: versionNumber(version), ...noteOf(flags) };
    const params = { header: versionHeaders(flags) };
    return routesAnswer(await answered(api.POST("/admin/v1/routes/revert", { params, body })));
  },
};
