import { z } from "zod";
import type { Answer, Command } from "../command.ts";
import { read } from "../read-answer.ts";
import { list, table } from "../table.ts";
import { accountPath } from "./accounts.ts";

const keySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  lastFour: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.string().nullable(),
});
const listedSchema = z.object({ data: z.array(keySchema.extend({ lastUsedAt: z.string().nullable() })) });
const createdSchema = keySchema.extend({ key: z.string() });

export const listKeys: Command = {
  usage: "keys list ACCOUNT",
  about: "an account's keys, never the keys themselves",
  takes: [1, 1],
  run: async (api, [account = ""]) => {
    const body = await api({ method: "GET", path: keysPath(account) });
    return {
      body,
      text: () =>
        table(
          ["id", "ends in", "name", "last used", "expires", "scopes"],
          read(listedSchema, body).data.map((key) => [
            key.id,
            key.lastFour,
            key.name,
            key.lastUsedAt,
            key.expiresAt,
            key.scopes.join(" "),
          ]),
        ),
    };
  },
};

export const createKey: Command = {
  usage: "keys create ACCOUNT [SCOPE …]",
  about: "make a key; without scopes it may do everything",
  takes: [1, 50],
  run: async (api, [account = "", ...scopes]) => {
    const body = scopes.length === 0 ? {} : { scopes };
    return createdAnswer(await api({ method: "POST", path: keysPath(account), body }));
  },
};

export const rotateKey: Command = {
  usage: "keys rotate ACCOUNT KEY [SECONDS]",
  about: "a new key; the old one works SECONDS longer (a day)",
  takes: [2, 3],
  run: async (api, [account = "", key = "", seconds]) => {
    const path = `${keysPath(account)}/${encodeURIComponent(key)}/rotate`;
    const body = seconds === undefined ? {} : { overlapSeconds: Number(seconds) };
    return createdAnswer(await api({ method: "POST", path, body }));
  },
};

export const revokeKey: Command = {
  usage: "keys revoke ACCOUNT KEY",
  about: "refuse a key from now on",
  takes: [2, 2],
  run: async (api, [account = "", key = ""]) => {
    const body = await api({ method: "DELETE", path: `${keysPath(account)}/${encodeURIComponent(key)}` });
    return { body, text: () => `${key} is refused from now on.\n` };
  },
};

function keysPath(account: string): string {
  return `${accountPath(account)}/keys`;
}

function createdAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const { id, key, scopes, expiresAt } = read(createdSchema, body);
      return list([
        ["id", id],
        ["key", key],
        ["scopes", scopes.join(" ")],
        ["expires", expiresAt],
      ]);
    },
  };
}
