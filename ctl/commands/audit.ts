import { z } from "zod";
import type { Command } from "../command.ts";
import { pageAnswer } from "../read-answer.ts";

const entrySchema = z.object({
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

export const listAudit: Command = {
  usage: "audit list [--account ID]",
  about: "who changed what, newest first",
  takes: [0, 0],
  run: async (api, _words, { account, limit, cursor }) => {
    const body = await api({ method: "GET", path: "/audit", query: { account, limit, cursor } });
    return pageAnswer(body, entrySchema, {
      at: ({ at }) => at,
      actor: ({ actor }) => actor,
      action: ({ action }) => action,
      subject: ({ subject }) => subject,
      before: ({ before }) => before,
      after: ({ after }) => after,
    });
  },
};
