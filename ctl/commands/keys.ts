import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import type { Answer, Command } from "../command.ts";
import { list, table } from "../table.ts";

export const listKeys: Command = {
  usage: "keys list ACCOUNT",
  about: "an account's keys, never the keys themselves",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const keys = await answered(api.GET("/admin/v1/accounts/{id}/keys", { params: { path: { id } } }));
    return {
      body: keys,
      text: () =>
        table(
          ["id", "ends in", "name", "last used", "expires", "scopes"],
          keys.data.map((key) => [key.id, key.lastFour, key.name, key.lastUsedAt, key.expiresAt, key.scopes.join(" ")]),
        ),
    };
  },
};

export const createKey: Command = {
  usage: "keys create ACCOUNT [SCOPE …]",
  about: "make a key; without scopes it may do everything",
  takes: [1, 50],
  run: async (api, [id = "", ...scopes]) => {
    const body = (scopes.length === 0 ? {} : { scopes }) as Schema<"NewKey">;
    return createdAnswer(await answered(api.POST("/admin/v1/accounts/{id}/keys", { params: { path: { id } }, body })));
  },
};

export const rotateKey: Command = {
  usage: "keys rotate ACCOUNT KEY [SECONDS]",
  about: "a new key; the old one works SECONDS longer (a day)",
  takes: [2, 3],
  run: async (api, [id = "", keyId = "", seconds]) => {
    const params = { path: { id, keyId } };
    const body = seconds === undefined ? {} : { overlapSeconds: Number(seconds) };
    return createdAnswer(await answered(api.POST("/admin/v1/accounts/{id}/keys/{keyId}/rotate", { params, body })));
  },
};

export const revokeKey: Command = {
  usage: "keys revoke ACCOUNT KEY",
  about: "refuse a key from now on",
  takes: [2, 2],
  run: async (api, [id = "", keyId = ""]) => {
    const params = { path: { id, keyId } };
    const { data = null } = await api.DELETE("/admin/v1/accounts/{id}/keys/{keyId}", { params });
    return { body: data, text: () => `${keyId} is refused from now on.\n` };
  },
};

function createdAnswer(created: Schema<"CreatedKey">): Answer {
  return {
    body: created,
    text: () => {
      const { id, key, scopes, expiresAt } = created;
      return list([
        ["id", id],
        ["key", key],
        ["scopes", scopes.join(" ")],
        ["expires", expiresAt],
      ]);
    },
  };
}
