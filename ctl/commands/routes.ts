import { z } from "zod";
import { versionHeaders, versionWord } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { table } from "../table.ts";
import { routesAnswer } from "./routes-answer.ts";

const versionSchema = z.object({
  version: z.number(),
  activeFrom: z.string(),
  author: z.string(),
  note: z.string().nullable(),
});

const diffSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(
    z.object({
      ruleId: z.string(),
      fields: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
  reordered: z.boolean(),
});

export const showRoutes: Command = {
  usage: "routes show [VERSION]",
  about: "the latest routes, or a version of them",
  takes: [0, 1],
  run: async (api, [version]) => {
    const path = version === undefined ? "/routes" : `/routes/versions/${versionWord(version)}`;
    return routesAnswer(await api({ method: "GET", path }));
  },
};

export const listVersions: Command = {
  usage: "routes versions",
  about: "who changed the routes, when and why",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) => {
    const body = await api({ method: "GET", path: "/routes/versions", query: { limit, cursor } });
    return pageAnswer(body, versionSchema, {
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
    const path = `/routes/versions/${versionWord(from)}/diff`;
    const body = await api({ method: "GET", path, query: { with: versionWord(to) } });
    return {
      body,
      text: () => {
        const { added, removed, changed, reordered } = read(diffSchema, body);
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
    const body = { version: Number(versionWord(version)), ...(flags.note !== undefined && { note: flags.note }) };
    return routesAnswer(await api({ method: "POST", path: "/routes/revert", body, headers: versionHeaders(flags) }));
  },
};
