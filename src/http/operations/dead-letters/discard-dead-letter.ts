import { createRoute } from "@hono/zod-openapi";
import { discardDeadLetter, discardDeadLetters } from "../../../dead-letters/discard-dead-letters.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { deadLetterParameters, discardFilterSchema, doneSchema } from "./dead-letter-schemas.ts";

export const discardDeadLetterOperation: Operation = {
  audit: "dead_letter.discarded",
  route: createRoute({
    method: "delete",
    path: "/admin/v1/dead-letters/{id}",
    operationId: "discardDeadLetter",
    tags: ["Dead letters"],
    summary: "Forget a dead letter",
    description: "Dead letters are forgotten by themselves after 30 days.",
    security: [{ operatorKey: [] }],
    request: { params: deadLetterParameters, headers: authorHeaders },
    responses: {
      204: { description: "Forgotten." },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const discarded = await discardDeadLetter(c.env, pathParameter(c, "id"), author.value);
    return discarded.ok ? new Response(null, { status: 204 }) : problem(c, discarded.error);
  },
};

export const discardDeadLettersOperation: Operation = {
  audit: "dead_letters.discarded",
  route: createRoute({
    method: "post",
    path: "/admin/v1/dead-letters/discard",
    operationId: "discardDeadLetters",
    tags: ["Dead letters"],
    summary: "Forget dead letters",
    description: "Up to 100 of them, the oldest first; `more` says whether there are others. Ask again for those.",
    security: [{ operatorKey: [] }],
    request: {
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: discardFilterSchema } } },
    },
    responses: {
      200: { description: "Forgotten.", content: { "application/json": { schema: doneSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const body = await readJson(c, discardFilterSchema);
    if (!body.ok) return problem(c, body.error);
    const { kind, before } = body.value.value;
    const filter = { kind, beforeMs: before === undefined ? undefined : Date.parse(before) };
    return json(200, await discardDeadLetters(c.env, filter, author.value));
  },
};
