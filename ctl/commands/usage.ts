import { z } from "zod";
import type { Command } from "../command.ts";
import { read } from "../read-answer.ts";
import { table } from "../table.ts";

const rowSchema = z.record(z.string(), z.unknown());

export const showUsage: Command = {
  usage: "usage show [GROUPS]",
  about: "what was sent and what it cost; GROUPS such as day,status",
  takes: [0, 1],
  run: async (api, [groupBy], { account, from, to }) => {
    const body = await api({ method: "GET", path: "/usage", query: { groupBy, account, from, to } });
    return {
      body,
      text: () => {
        const { data } = read(z.object({ data: z.array(rowSchema) }), body);
        return table(Object.keys(data[0] ?? { messages: 0 }), data.map(Object.values));
      },
    };
  },
};
