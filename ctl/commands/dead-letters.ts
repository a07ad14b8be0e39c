import { z } from "zod";
import type { Command } from "../command.ts";
import { pageAnswer } from "../read-answer.ts";

const letterSchema = z.object({
  id: z.string(),
  kind: z.string(),
  attempts: z.number(),
  bodySize: z.number(),
  diedAt: z.string(),
});

export const listDeadLetters: Command = {
  usage: "dead-letters list",
  about: "queue messages that failed every retry",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) => {
    const body = await api({ method: "GET", path: "/dead-letters", query: { limit, cursor } });
    return pageAnswer(body, letterSchema, {
      id: ({ id }) => id,
      kind: ({ kind }) => kind,
      attempts: ({ attempts }) => attempts,
      bytes: ({ bodySize }) => bodySize,
      died: ({ diedAt }) => diedAt,
    });
  },
};
