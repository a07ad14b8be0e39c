import { createRoute } from "@hono/zod-openapi";
import { getOptOut, putOptOut } from "../../../suppressions/opt-out-setting.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponse, versionTag } from "../../version-tag.ts";
import { optOutInputSchema, optOutSchema } from "./opt-out-schemas.ts";

const found = versionResponse("The settings.", optOutSchema);

export const getOptOutOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/opt-out",
    operationId: "getOptOut",
    tags: ["Suppressions"],
    summary: "Get how STOP, START and HELP are treated",
    description: "Needs scope `suppressions:manage`.",
    security: keyWith("suppressions:manage"),
    responses: { 200: found, ...problemResponses("unauthenticated", "missing_scope") },
  }),

  async handle(c) {
    const settings = await getOptOut(c.env, c.get("key"));
    if (!settings.ok) return problem(c, settings.error);
    return json(200, settings.value.settings, versionTag(settings.value.version));
  },
};

export const putOptOutOperation: Operation = {
  audit: "opt_out.changed",
  route: createRoute({
    method: "put",
    path: "/v1/opt-out",
    operationId: "putOptOut",
    tags: ["Suppressions"],
    summary: "Set how STOP, START and HELP are treated",
    description:
      "Needs scope `suppressions:manage`. For all of the account's numbers; a number may have some of it otherwise (`optOut` of `PATCH /v1/numbers/{number}`).",
    security: keyWith("suppressions:manage"),
    request: {
      headers: versionHeaders.pick({ "If-Match": true }),
      body: { required: true, content: { "application/json": { schema: optOutInputSchema } } },
    },
    responses: {
      200: found,
      ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope", "version_conflict"),
    },
  }),

  async handle(c) {
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, optOutInputSchema);
    if (!body.ok) return problem(c, body.error);
    const settings = await putOptOut(c.env, c.get("key"), body.value.value, expected.value);
    if (!settings.ok) return problem(c, settings.error);
    return json(200, settings.value.settings, versionTag(settings.value.version));
  },
};
