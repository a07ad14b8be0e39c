import { answered } from "../answered.ts";
import type { Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";

export const listDeadLetters: Command = {
  usage: "dead-letters list",
  about: "queue messages that failed every retry",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const page = await answered(api.GET("/admin/v1/dead-letters", { params: { query: pageQuery(flags) } }));
    return pageAnswer(page, {
      id: ({ id }) => id,
      kind: ({ kind }) => kind,
      attempts: ({ attempts }) => attempts,
      bytes: ({ bodySize }) => bodySize,
      died: ({ diedAt }) => diedAt,
    });
  },
};
