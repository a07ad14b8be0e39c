import { createRoute, z } from "@hono/zod-openapi";
import { callbackKinds } from "../../../carriers/callback-address.ts";
import { type ReceivedCall, takeCallback } from "../../../carriers/take-callback.ts";
import { fail } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { bodyLimit } from "../../read-body.ts";
import { readText } from "../../read-json.ts";
import { carrierIdSchema } from "../carriers/carrier-schemas.ts";

const parameters = z.object({
  carrierId: carrierIdSchema.openapi({ example: "operator-one" }),
  kind: z.enum(callbackKinds),
  signature: z.string().openapi({ example: "1.q6bX0l7vJm2mS1oQm5nX3w" }),
});

const shared = {
  path: "/operators/v1/{carrierId}/{kind}/{signature}",
  tags: ["Callbacks"],
  description:
    "For HTTP operators: receipts, and texts from handsets. The carrier's description has the whole address, and its configuration says how a call is read and answered. What a call brings is stored when it is answered.",
  security: [],
};

const responses = {
  200: { description: "Stored. Status, type and body are those of the configuration." },
  ...problemResponses("invalid_request", "not_found", "body_too_large", "body_timeout"),
};

/** For operators that call with a body. */
export const postCallback: Operation = {
  route: createRoute({
    ...shared,
    method: "post",
    operationId: "postCallback",
    summary: "Report receipts or texts, in a body",
    request: { params: parameters, body: { required: true, content: { "application/json": { schema: z.any() } } } },
    responses,
  }),

  async handle(c) {
    const body = await readText(c, bodyLimit);
    return body.ok ? answer(c, body.value) : problem(c, body.error);
  },
};

/** For operators that put everything into the address. */
export const getCallback: Operation = {
  route: createRoute({
    ...shared,
    method: "get",
    operationId: "getCallback",
    summary: "Report receipts or texts, in the query",
    request: { params: parameters },
    responses,
  }),

  handle: (c) => answer(c, ""),
};

async function answer(c: AppContext, body: string): Promise<Response> {
  const kind = callbackKinds.find((known) => known === pathParameter(c, "kind"));
  if (kind === undefined) return problem(c, fail("not_found").error);
  const { headers, url } = c.req.raw;
  const call: ReceivedCall = {
    kind,
    signature: pathParameter(c, "signature"),
    query: new URL(url).search.slice(1),
    body,
    headers: Object.fromEntries(headers),
    sourceAddress: headers.get("cf-connecting-ip"),
  };
  const taken = await takeCallback(c.env, pathParameter(c, "carrierId"), call);
  if (!taken.ok) return problem(c, taken.error);
  const { status, contentType, body: text } = taken.value;
  const takesBody = status !== 204 && status !== 205;
  return new Response(takesBody ? text : null, { status, headers: { "content-type": contentType } });
}
