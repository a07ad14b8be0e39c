import { z } from "zod";
import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { versionHeaders } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { readJsonFile } from "../read-file.ts";
import { list } from "../table.ts";

export const listAccounts: Command = {
  usage: "accounts list",
  about: "the accounts there are, newest first",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const page = await answered(api.GET("/admin/v1/accounts", { params: { query: pageQuery(flags) } }));
    return pageAnswer(page, {
      id: ({ id }) => id,
      name: ({ name }) => name,
      status: ({ status }) => status,
      parent: ({ parentId }) => parentId,
      created: ({ createdAt }) => createdAt,
    });
  },
};

export const createAccount: Command = {
  usage: "accounts create NAME",
  about: "make an account and its first key",
  takes: [1, 1],
  run: async (api, [name = ""]) => {
    const account = await answered(api.POST("/admin/v1/accounts", { body: { name } }));
    return {
      body: account,
      text: () =>
        list([
          ["account", account.id],
          ["name", account.name],
          ["key", account.apiKey.key],
        ]),
    };
  },
};

export const showAccount: Command = {
  usage: "accounts show ID",
  about: "an account, its limits and what is used of them",
  takes: [1, 1],
  run: async (api, [id = ""]) =>
    accountAnswer(await answered(api.GET("/admin/v1/accounts/{id}", { params: { path: { id } } }))),
};

export const changeAccount: Command = {
  usage: "accounts change ID FILE",
  about: "change what FILE names, such as limits or senders",
  takes: [2, 2],
  run: async (api, [id = "", file = ""], flags) => {
    const body = (await readJsonFile(file, z.looseObject({}))) as Schema<"AccountChanges">;
    const params = { path: { id }, header: versionHeaders(flags) };
    return accountAnswer(await answered(api.PATCH("/admin/v1/accounts/{id}", { params, body })));
  },
};

export const suspendAccount = switchTo("suspend", "suspended", "stop an account from sending");
export const activateAccount = switchTo("activate", "active", "let an account send again");

function switchTo(verb: string, status: Schema<"Account">["status"], about: string): Command {
  return {
    usage: `accounts ${verb} ID`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags) => {
      const params = { path: { id }, header: versionHeaders(flags) };
      return accountAnswer(await answered(api.PATCH("/admin/v1/accounts/{id}", { params, body: { status } })));
    },
  };
}

/** Every field of an account, one a line. */
function accountAnswer(account: Schema<"Account"> | Schema<"ChangedAccount">): Answer {
  return {
    body: account,
    text: () => {
      const { id, name, status, ...rest } = account;
      return list(Object.entries({ id, name, status, ...rest }));
    },
  };
}
