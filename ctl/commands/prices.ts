import { z } from "zod";
import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { dryRunQuery, noteOf, versionHeaders, versionNumber } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { readJsonFile } from "../read-file.ts";
import { list, table } from "../table.ts";

type Version = Schema<"PriceListVersion">;

/** A price list as `prices show --json` gives it, too: what only the edge can say is left out again. */
const fileSchema = z
  .looseObject({ currency: z.string() })
  .transform(({ id: _id, version: _version, createdAt: _at, author: _author, note: _note, ...rest }) => rest);

const columns = {
  id: ({ id }: Version) => id,
  version: ({ version }: Version) => version,
  created: ({ createdAt }: Version) => createdAt,
  author: ({ author }: Version) => author,
  note: ({ note }: Version) => note,
};

export const listPriceLists: Command = {
  usage: "prices list",
  about: "the price lists there are",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const params = { query: pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/prices", { params })), columns);
  },
};

export const showPrices: Command = {
  usage: "prices show ID [VERSION]",
  about: "the latest version of a price list, or another",
  takes: [1, 2],
  run: async (api, [id = "", word]) => {
    if (word === undefined) {
      return pricesAnswer(await answered(api.GET("/admin/v1/prices/{id}", { params: { path: { id } } })));
    }
    const params = { path: { id, version: versionNumber(word) } };
    return pricesAnswer(await answered(api.GET("/admin/v1/prices/{id}/versions/{version}", { params })));
  },
};

export const setPrices: Command = {
  usage: "prices set ID FILE [--dry-run]",
  about: "store a price list; --dry-run tells what it would cost",
  takes: [2, 2],
  run: async (api, [id = "", file = ""], flags) => {
    const prices = await readJsonFile(file, fileSchema);
    const params = { path: { id }, query: dryRunQuery(flags), header: versionHeaders(flags) };
    const body = { ...prices, ...noteOf(flags) } as Schema<"NewPriceList">;
    const answer = await answered(api.PUT("/admin/v1/prices/{id}", { params, body }));
    return "dryRun" in answer ? trialAnswer(answer) : pricesAnswer(answer);
  },
};

export const listPricesVersions: Command = {
  usage: "prices versions ID",
  about: "who changed a price list, when and why",
  takes: [1, 1],
  run: async (api, [id = ""], flags) => {
    const params = { path: { id }, query: pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/prices/{id}/versions", { params })), columns);
  },
};

export const diffPrices: Command = {
  usage: "prices diff ID FROM TO",
  about: "what changes from one version to another",
  takes: [3, 3],
  run: async (api, [id = "", from, to]) => {
    const params = { path: { id, version: versionNumber(from) }, query: { with: versionNumber(to) } };
    const diff = await answered(api.GET("/admin/v1/prices/{id}/versions/{version}/diff", { params }));
    return { body: diff, text: () => diffText(diff) };
  },
};

export const revertPrices: Command = {
  usage: "prices revert ID VERSION",
  about: "store an old version as the next one",
  takes: [2, 2],
  run: async (api, [id = "", version], flags) => {
    const body = { version: versionNumber(version), ...noteOf(flags) };
    const params = { path: { id }, header: versionHeaders(flags) };
    return pricesAnswer(await answered(api.POST("/admin/v1/prices/{id}/revert", { params, body })));
  },
};

export const pushPrices: Command = {
  usage: "prices push ID",
  about: "give the prices to accounts that were not reached",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const pushed = await answered(api.POST("/admin/v1/prices/{id}/push", { params: { path: { id } } }));
    return { body: pushed, text: () => list(pushedFields(pushed)) };
  },
};

function pushedFields({ accounts, failedAccountIds }: Schema<"PushedPrices">): [string, unknown][] {
  return [
    ["accounts that have it", accounts],
    ["not reached", failedAccountIds.join(" ")],
  ];
}

function pricesAnswer(prices: Schema<"PriceList"> | Schema<"SavedPriceList">): Answer {
  return {
    body: prices,
    text: () => {
      const { id, version, createdAt, author, note, currency, chargeOn, defaultPriceMicros, rows } = prices;
      const fields = { id, version, createdAt, author, note, currency, chargeOn, defaultPriceMicros };
      const shown = [...Object.entries(fields), ...("pushed" in prices ? pushedFields(prices.pushed) : [])];
      const lines = rows.map(({ priceMicros, ...destination }) => [Object.values(destination).join(" "), priceMicros]);
      return `${list(shown)}${lines.length === 0 ? "" : `\n${table(["destination", "micros"], lines)}`}`;
    },
  };
}

function trialAnswer(trial: Schema<"PricesTrial">): Answer {
  return {
    body: trial,
    text: () => {
      const { version, diff, total, sampled, before, after } = trial;
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

function diffText({ fields, added, removed, changed, examples }: Schema<"PricesTrial">["diff"]): string {
  const rows = [
    ...fields.map(({ path, before, after }) => [path, before, after]),
    ...examples.map(({ destination, before, after }) => [destination, before, after]),
  ];
  if (rows.length === 0) return "They are the same.\n";
  const more = added + removed + changed > examples.length ? "…\n" : "";
  return `${added} added, ${removed} removed, ${changed} changed\n\n${table(["", "before", "after"], rows)}${more}`;
}
