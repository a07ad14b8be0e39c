import { z } from "zod";
import { dryRunQuery, versionHeaders, versionWord } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { carrierAnswer, carrierTrialAnswer, changesSchema, changesText } from "./carrier-answer.ts";
import { carrierPath } from "./carriers.ts";

const versionSchema = z.object({
  version: z.number(),
  createdAt: z.string(),
  author: z.string(),
  note: z.string().nullable(),
});

export const listCarrierVersions: Command = {
  usage: "carriers versions ID",
  about: "who changed a carrier, when and why",
  takes: [1, 1],
  run: async (api, [id = ""], { limit, cursor }) => {
    const body = await api({ method: "GET", path: `${carrierPath(id)}/versions`, query: { limit, cursor } });
    return pageAnswer(body, versionSchema, {
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
    const path = `${carrierPath(id)}/versions/${versionWord(from)}/diff`;
    const body = await api({ method: "GET", path, query: { with: versionWord(to) } });
    return { body, text: () => changesText(read(z.object({ changes: changesSchema }), body).changes) };
  },
};

export const revertCarrier: Command = {
  usage: "carriers revert ID VERSION [--dry-run]",
  about: "store an old version as the next one",
  takes: [2, 2],
  run: async (api, [id = "", version], flags) => {
    const body = await api({
      method: "POST",
      path: `${carrierPath(id)}/revert`,
      query: dryRunQuery(flags),
      body: { version: Number(versionWord(version)), ...(flags.note !== undefined && { note: flags.note }) },
      headers: versionHeaders(flags),
    });
    return flags["dry-run"] ? carrierTrialAnswer(body) : carrierAnswer(body);
  },
};
