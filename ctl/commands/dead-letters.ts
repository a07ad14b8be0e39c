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

export const replayDeadLetter: Command = {
  usage: "dead-letters replay ID",
  about: "put one back on its queue",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const { data = null } = await api.POST("/admin/v1/dead-letters/{id}/replay", { params: { path: { id } } });
    return { body: data, text: () => `${id} is back on its queue.\n` };
  },
};

export const discardDeadLetter: Command = {
  usage: "dead-letters discard ID",
  about: "forget one",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const { data = null } = await api.DELETE("/admin/v1/dead-letters/{id}", { params: { path: { id } } });
    return { body: data, text: () => `${id} is forgotten.\n` };
  },
};
