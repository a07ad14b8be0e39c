import { createRoute } from "@hono/zod-openapi";
import { replayDeadLetter, replayDeadLetters } from "../../../dead-letters/replay-dead-letters.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { deadLetterParameters, doneSchema, replayFilterSchema } from "./dead-letter-schemas.ts";

export const replayDeadLetterOperation: Operation = {
  audit: "dead_letter.replayed",
  route: createRoute({
    method: "post",
    path: "/admin/v1/dead-letters/{id}/replay",
    operationId: "replayDeadLetter",
    tags: ["Dead letters"],
    summary: "Put a dead letter back on its queue",
    description:
      "It is not a dead letter any more; where it fails every retry once more, it comes back under another id. What was done of it before is not done again: where its texts have gone meanwhile, it is only forgotten.",
    security: [{ operatorKey: [] }],
    request: { params: deadLetterParameters, headers: authorHeaders },
    responses: {
      204: { description: "On its queue." },
      ...problemResponses("invalid_request", "unauthenticated", "not_found", "not_replayable"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const replayed = await replayDeadLetter(c.env, pathParameter(c, "id"), author.value);
    return replayed.ok ? new Response(null, { status: 204 }) : problem(c, replayed.error);
  },
};

export const replayDeadLettersOperation: Operation = {
  audit: "dead_letters.replayed",
  route: createRoute({
    method: "post",
    path: "/admin/v1/dead-letters/replay",
    operationId: "replayDeadLetters",
    tags: ["Dead letters"],
    summary: "Put dead letters of a kind back on their queue",
    description: "Up to 100 of them, the oldest first; `more` says whether there are others. Ask again for those.",
    security: [{ operatorKey: [] }],
    request: {
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: replayFilterSchema } } },
    },
    responses: {
      200: { description: "On their queue.", content: { "application/json": { schema: doneSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const body = await readJson(c, replayFilterSchema);
    if (!body.ok) return problem(c, body.error);
    const { kind, before } = body.value.value;
    const filter = { kind, beforeMs: before === undefined ? undefined : Date.parse(before) };
    return json(200, await replayDeadLetters(c.env, filter, author.value));
  },
};
