import { answered } from "../answered.ts";
import type { Command } from "../command.ts";
import { given } from "../given.ts";
import { pageAnswer, pageQuery } from "../page.ts";

export const listAudit: Command = {
  usage: "audit list [--account ID]",
  about: "who changed what, newest first",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const query = { ...given({ account: flags.account }), ...pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/audit", { params: { query } })), {
      at: ({ at }) => at,
      actor: ({ actor }) => actor,
      action: ({ action }) => action,
      subject: ({ subject }) => subject,
      before: ({ before }) => before,
      after: ({ after }) => after,
    });
  },
};
