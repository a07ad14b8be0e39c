import { createRoute } from "@hono/zod-openapi";
import type { NumberSettings } from "../../../inbound/number-settings.ts";
import { changeOwnNumber } from "../../../inbound/own-numbers.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponse, versionTag } from "../../version-tag.ts";
import { numberChangeSchema, numberParameters, ownNumberSchema, presentOwnNumber } from "./number-schemas.ts";

export const changeNumberOperation: Operation = {
  audit: "number.changed",
  route: createRoute({
    method: "patch",
    path: "/v1/numbers/{number}",
    operationId: "changeNumber",
    tags: ["Inbound"],
    summary: "Say how one of your numbers answers",
    description:
      "Needs scope `numbers:manage`. What is left out stays; `keywordReplies` and `optOut` are replaced whole. A text gets one answer at most: to STOP, START or HELP, or else by keyword, or else the automatic one, or else the webhook endpoint's.",
    security: keyWith("numbers:manage"),
    request: {
      params: numberParameters,
      headers: versionHeaders.pick({ "If-Match": true }),
      body: { required: true, content: { "application/json": { schema: numberChangeSchema } } },
    },
    responses: {
      200: versionResponse("Changed.", ownNumberSchema),
      ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, numberChangeSchema);
    if (!body.ok) return problem(c, body.error);
    const named = Object.entries(body.value.value).filter(([, value]) => value !== undefined);
    const changes: Partial<NumberSettings> = Object.fromEntries(named);
    const changed = await changeOwnNumber(c.env, c.get("key"), pathParameter(c, "number"), changes, expected.value);
    if (!changed.ok) return problem(c, changed.error);
    return json(200, presentOwnNumber(changed.value), versionTag(changed.value.version));
  },
};
