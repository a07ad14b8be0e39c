import { answered } from "../answered.ts";
import type { Command } from "../command.ts";
import { given } from "../given.ts";
import { table } from "../table.ts";

export const showUsage: Command = {
  usage: "usage show [GROUPS]",
  about: "what was sent and what it cost; GROUPS such as day,status",
  takes: [0, 1],
  run: async (api, [groupBy], { account, from, to }) => {
    const query = given({ groupBy, account, from, to });
    const usage = await answered(api.GET("/admin/v1/usage", { params: { query } }));
    return {
      body: usage,
      text: () => table(Object.keys(usage.data[0] ?? { messages: 0 }), usage.data.map(Object.values)),
    };
  },
};
