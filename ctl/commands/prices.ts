import { z } from "zod";
import { dryRunQuery, versionHeaders, versionWord } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { readJsonFile } from "../read-file.ts";
import { list, table } from "../table.ts";

const versionShape = {
  id: z.string(),
  version: z.number(),
  createdAt: z.string(),
  author: z.string(),
  note: z.string().nullable(),
};
const versionSchema = z.object(versionShape);

const pushedSchema = z.object({ accounts: z.number(), failedAccountIds: z.array(z.string()) });

const listSchema = z.object({
  ...versionShape,
  currency: z.string(),
  chargeOn: z.string(),
  defaultPriceMicros: z.number().nullable(),
  rows: z.array(z.looseObject({ priceMicros: z.number() })),
  pushed: pushedSchema.optional(),
});

const diffSchema = z.object({
  fields: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  examples: z.array(z.object({ destination: z.string(), before: z.number().nullable(), after: z.number().nullable() })),
});

const costSchema = z.object({ costMicros: z.number(), unpriced: z.number() });
const trialSchema = z.object({
  version: z.number(),
  diff: diffSchema,
  total: z.number(),
  sampled: z.boolean(),
  before: costSchema,
  after: costSchema,
});

/** A price list as `prices show --json` gives it, too: what only the edge can say is left out again. */
const fileSchema = z
  .looseObject({ currency: z.string() })
  .transform(({ id: _id, version: _version, createdAt: _at, author: _author, note: _note, ...rest }) => rest);

const columns = {
  id: ({ id }: z.infer<typeof versionSchema>) => id,
  version: ({ version }: z.infer<typeof versionSchema>) => version,
  created: ({ createdAt }: z.infer<typeof versionSchema>) => createdAt,
  author: ({ author }: z.infer<typeof versionSchema>) => author,
  note: ({ note }: z.infer<typeof versionSchema>) => note,
};

export const listPriceLists: Command = {
  usage: "prices list",
  about: "the price lists there are",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) =>
    pageAnswer(await api({ method: "GET", path: "/prices", query: { limit, cursor } }), versionSchema, columns),
};

export const showPrices: Command = {
  usage: "prices show ID [VERSION]",
  about: "the latest version of a price list, or another",
  takes: [1, 2],
  run: async (api, [id = "", version]) => {
    const path = version === undefined ? pathOf(id) : `${pathOf(id)}/versions/${versionWord(version)}`;
    return pricesAnswer(await api({ method: "GET", path }));
  },
};

export const setPrices: Command = {
  usage: "prices set ID FILE [--dry-run]",
  about: "store a price list; --dry-run tells what it would cost",
  takes: [2, 2],
  run: async (api, [id = "", file = ""], flags) => {
    const prices = await readJsonFile(file, fileSchema);
    const body = await api({
      method: "PUT",
      path: pathOf(id),
      query: dryRunQuery(flags),
      body: { ...prices, ...(flags.note !== undefined && { note: flags.note }) },
      headers: versionHeaders(flags),
    });
    return flags["dry-run"] ? trialAnswer(body) : pricesAnswer(body);
  },
};

export const listPricesVersions: Command = {
  usage: "prices versions ID",
  about: "who changed a price list, when and why",
  takes: [1, 1],
  run: async (api, [id = ""], { limit, cursor }) => {
    const body = await api({ method: "GET", path: `${pathOf(id)}/versions`, query: { limit, cursor } });
    return pageAnswer(body, versionSchema, columns);
  },
};

export const diffPrices: Command = {
  usage: "prices diff ID FROM TO",
  about: "what changes from one version to another",
  takes: [3, 3],
  run: async (api, [id = "", from, to]) => {
    const path = `${pathOf(id)}/versions/${versionWord(from)}/diff`;
    const body = await api({ method: "GET", path, query: { with: versionWord(to) } });
    return { body, text: () => diffText(read(diffSchema, body)) };
  },
};

export const revertPrices: Command = {
  usage: "prices revert ID VERSION",
  about: "store an old version as the next one",
  takes: [2, 2],
  run: async (api, [id = "", version], flags) => {
    const body = { version: Number(versionWord(version)), ...(flags.note !== undefined && { note: flags.note }) };
    const path = `${pathOf(id)}/revert`;
    return pricesAnswer(await api({ method: "POST", path, body, headers: versionHeaders(flags) }));
  },
};

export const pushPrices: Command = {
  usage: "prices push ID",
  about: "give the prices to accounts that were not reached",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const body = await api({ method: "POST", path: `${pathOf(id)}/push` });
    return { body, text: () => list(pushedFields(read(pushedSchema, body))) };
  },
};

function pathOf(id: string): string {
  return `/prices/${encodeURIComponent(id)}`;
}

function pushedFields({ accounts, failedAccountIds }: z.infer<typeof pushedSchema>): [string, unknown][] {
  return [
    ["accounts that have it", accounts],
    ["not reached", failedAccountIds.join(" ")],
  ];
}

function pricesAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { rows, pushed, ...fields } = read(listSchema, body);
      const shown = [...Object.entries(fields), ...(pushed === undefined ? [] : pushedFields(pushed))];
      const lines = rows.map(({ priceMicros, ...destination }) => [Object.values(destination).join(" "), priceMicros]);
      return `${list(shown)}${lines.length === 0 ? "" : `\n${table(["destination", "micros"], lines)}`}`;
    },
  };
}

function trialAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { version, diff, total, sampled, before, after } = read(trialSchema, body);
      const fields = list([
        ["against version", version],
        ["texts of the last hour", sampled ? `${total}, and there were more` : total],
        ["micros before", before.costMicros],
        ["micros after", after.costMicros],
        ["without a price before", before.unpriced],
        ["without a price after", after.unpriced],
      ]);
      return `${diffText(diff)}\n${fields}`;
    },
  };
}

function diffText({ fields, added, removed, changed, examples }: z.infer<typeof diffSchema>): string {
  const rows = [
    ...fields.map(({ path, before, after }) => [path, before, after]),
    ...examples.map(({ destination, before, after }) => [destination, before, after]),
  ];
  if (rows.length === 0) return "They are the same.\n";
  const more = added + removed + changed > examples.length ? "…\n" : "";
  return `${added} added, ${removed} removed, ${changed} changed\n\n${table(["", "before", "after"], rows)}${more}`;
}
