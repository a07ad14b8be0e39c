import { z } from "zod";
import { dryRunQuery, versionHeaders, versionWord } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { readText } from "../read-file.ts";
import { list, table } from "../table.ts";

const versionShape = {
  version: z.number(),
  activeFrom: z.string(),
  author: z.string(),
  note: z.string().nullable(),
};
const versionSchema = z.object({ ...versionShape, ranges: z.number() });

const diffShape = {
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  examples: z.array(z.object({ prefix: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
};

const trialSchema = z.object({
  version: z.number(),
  ranges: z.number(),
  diff: z.object(diffShape),
  total: z.number(),
  sampled: z.boolean(),
  otherOperator: z.number(),
  moved: z.number(),
});

export const showOperators: Command = {
  usage: "operators show [VERSION]",
  about: "the number ranges of operators, as CSV",
  takes: [0, 1],
  run: async (api, [version]) => {
    const path = version === undefined ? "/operators" : `/operators/versions/${versionWord(version)}`;
    const body = await api({ method: "GET", path });
    return {
      body,
      text: () => {
        const { rows } = read(
          z.object({ rows: z.array(z.object({ prefix: z.string(), operator: z.string() })) }),
          body,
        );
        return `prefix,operator\n${rows.map(({ prefix, operator }) => `${prefix},${operator}\n`).join("")}`;
      },
    };
  },
};

export const setOperators: Command = {
  usage: "operators set FILE [--dry-run]",
  about: "store number ranges from CSV: prefix,operator",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const body = await api({
      method: "PUT",
      path: "/operators",
      query: { ...dryRunQuery(flags), note: flags.note },
      csv: await readText(file),
      headers: versionHeaders(flags),
    });
    return flags["dry-run"] ? trialAnswer(body) : versionAnswer(body);
  },
};

export const listOperatorsVersions: Command = {
  usage: "operators versions",
  about: "who changed the number ranges, when and why",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) => {
    const body = await api({ method: "GET", path: "/operators/versions", query: { limit, cursor } });
    return pageAnswer(body, z.object(versionShape), {
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
    const path = `/operators/versions/${versionWord(from)}/diff`;
    const body = await api({ method: "GET", path, query: { with: versionWord(to) } });
    return { body, text: () => diffText(read(z.object(diffShape), body)) };
  },
};

export const revertOperators: Command = {
  usage: "operators revert VERSION",
  about: "store an old version as the next one",
  takes: [1, 1],
  run: async (api, [version], flags) => {
    const body = { version: Number(versionWord(version)), ...(flags.note !== undefined && { note: flags.note }) };
    return versionAnswer(
      await api({ method: "POST", path: "/operators/revert", body, headers: versionHeaders(flags) }),
    );
  },
};

function versionAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { version, activeFrom, author, note, ranges } = read(versionSchema, body);
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

function trialAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { version, ranges, diff, total, sampled, otherOperator, moved } = read(trialSchema, body);
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

function diffText({ added, removed, changed, examples }: z.infer<z.ZodObject<typeof diffShape>>): string {
  if (examples.length === 0) return "They are the same.\n";
  const rows = examples.map(({ prefix, before, after }) => [prefix, before, after]);
  const more = added + removed + changed > rows.length ? "…\n" : "";
  return `${added} added, ${removed} removed, ${changed} changed\n\n${table(["prefix", "before", "after"], rows)}${more}`;
}
