import { z } from "zod";
import type { Command } from "../command.ts";
import { read } from "../read-answer.ts";
import { list } from "../table.ts";

const createdSchema = z.object({ id: z.string(), name: z.string(), apiKey: z.object({ key: z.string() }) });

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
