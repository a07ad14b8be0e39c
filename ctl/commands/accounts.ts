import { z } from "zod";
import { versionHeaders } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { readJsonFile } from "../read-file.ts";
import { list } from "../table.ts";

const createdSchema = z.object({ id: z.string(), name: z.string(), apiKey: z.object({ key: z.string() }) });
const listedSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  parentId: z.string().nullable(),
  createdAt: z.string(),
});
const accountSchema = z.looseObject({ id: z.string(), name: z.string(), status: z.string() });

export const listAccounts: Command = {
  usage: "accounts list",
  about: "the accounts there are, newest first",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) => {
    const body = await api({ method: "GET", path: "/accounts", query: { limit, cursor } });
    return pageAnswer(body, listedSchema, {
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
  run: async (api, [name]) => {
    const body = await api({ method: "POST", path: "/accounts", body: { name } });
    return {
      body,
      text: () => {
        const { id, name, apiKey } = read(createdSchema, body);
        return list([
          ["account", id],
          ["name", name],
          ["key", apiKey.key],
        ]);
      },
    };
  },
};

export const showAccount: Command = {
  usage: "accounts show ID",
  about: "an account, its limits and what is used of them",
  takes: [1, 1],
  run: async (api, [id = ""]) => accountAnswer(await api({ method: "GET", path: accountPath(id) })),
};

export const changeAccount: Command = {
  usage: "accounts change ID FILE",
  about: "change what FILE names, such as limits or senders",
  takes: [2, 2],
  run: async (api, [id = "", file = ""], flags) => {
    const body = await readJsonFile(file, z.looseObject({}));
    return accountAnswer(await api({ method: "PATCH", path: accountPath(id), body, headers: versionHeaders(flags) }));
  },
};

export const suspendAccount = switchTo("suspend", "suspended", "stop an account from sending");
export const activateAccount = switchTo("activate", "active", "let an account send again");

function switchTo(verb: string, status: string, about: string): Command {
  return {
    usage: `accounts ${verb} ID`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags) => {
      const request = { method: "PATCH", path: accountPath(id), body: { status } } as const;
      return accountAnswer(await api({ ...request, headers: versionHeaders(flags) }));
    },
  };
}

export function accountPath(id: string): string {
  return `/accounts/${encodeURIComponent(id)}`;
}

/** Every field of an account, one a line. */
function accountAnswer(body: unknown): Answer {
  return { body, text: () => list(Object.entries(read(accountSchema, body))) };
}
