import { answered } from "../answered.ts";
import { dryRunQuery, noteOf, versionHeaders, versionNumber } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { carrierAnswer, carrierTrialAnswer, changesText } from "./carrier-answer.ts";

export const listCarrierVersions: Command = {
  usage: "carriers versions ID",
  about: "who changed a carrier, when and why",
  takes: [1, 1],
  run: async (api, [id = ""], flags) => {
    const params = { path: { id }, query: pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/carriers/{id}/versions", { params })), {
      version: ({ version }) => version,
      at: ({ createdAt }) => createdAt,
      author: ({ author }) => author,
      note: ({ note }) => note,
    });
  },
};

export const diffCarrier: Command = {
  usage: "carriers diff ID FROM TO",
  about: "what changes from one version to another",
  takes: [3, 3],
  run: async (api, [id = "", from, to]) => {
    const params = { path: { id, version: versionNumber(from) }, query: { with: versionNumber(to) } };
    const diff = await answered(api.GET("/admin/v1/carriers/{id}/versions/{version}/diff", { params }));
    return { body: diff, text: () => changesText(diff.changes) };
  },
};

export const revertCarrier: Command = {
  usage: "carriers revert ID VERSION [--dry-run]",
  about: "store an old version as the next one",
  takes: [2, 2],
  run: async (api, [id = "", version], flags) => {
    const body = { version: versionNumber(version), ...noteOf(flags) };
    const params = { path: { id }, query: dryRunQuery(flags), header: versionHeaders(flags) };
    const answer = await answered(api.POST("/admin/v1/carriers/{id}/revert", { params, body }));
    return "dryRun" in answer ? carrierTrialAnswer(answer) : carrierAnswer(answer);
  },
};
