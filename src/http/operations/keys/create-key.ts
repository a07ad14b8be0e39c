import { createRoute, z } from "@hono/zod-openapi";
import { createKey } from "../../../accounts/create-key.ts";
import { scopes as allScopes } from "../../../accounts/scopes.ts";
import { failField } from "../../../errors.ts";
import type { Door } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { keyDoors, keyErrors, keyRequest } from "./key-doors.ts";
import { createdKeySchema, keyNameSchema, networksSchema, scopesSchema } from "./key-schemas.ts";
import { presentCreatedKey } from "./present-key.ts";

const inputSchema = z
  .strictObject({
    scopes: scopesSchema.optional(),
    name: keyNameSchema.optional(),
    allowedNetworks: networksSchema.optional(),
    expiresAt: z.iso
      .datetime({ offset: true, error: "This must be a date and time as in 2026-11-21T10:00:00Z." })
      .nullable()
      .optional()
      .openapi({ description: "Refused from this moment on; null, the default, for never." }),
  })
  .openapi("NewKey", {
    description: "Without `scopes` the key may do everything. A key cannot make one with scopes that it lacks itself.",
    example: { name: "Web shop", scopes: ["messages:write", "messages:read"], expiresAt: null },
  });

function createKeyAt(door: Door): Operation {
  return {
    audit: "key.created",
    route: createRoute({
      method: "post",
      path: `${door.path}/keys`,
      operationId: `create${door.noun}Key`,
      tags: [door.tag],
      summary: "Make a key",
      description: `${door.needs("keys:manage")} The key itself is answered this once.`.trim(),
      security: door.security("keys:manage"),
      request: {
        ...keyRequest(door, false),
        body: { required: true, content: { "application/json": { schema: inputSchema } } },
      },
      responses: {
        201: { description: "Made.", content: { "application/json": { schema: createdKeySchema } } },
        ...problemResponses(...bodyErrors, ...keyErrors, "limit_reached"),
      },
    }),

    async handle(c) {
      const body = await readJson(c, inputSchema);
      if (!body.ok) return problem(c, body.error);
      const { scopes = allScopes, expiresAt = null, ...input } = body.value.value;
      const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
      if (expiresAtMs !== null && expiresAtMs <= Date.now()) {
        return problem(c, failField("expiresAt", "invalid_request", "This must be a moment in the future.").error);
      }
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const key = await createKey(c.env, target.value, { ...input, scopes, expiresAtMs });
      return key.ok ? json(201, presentCreatedKey(key.value)) : problem(c, key.error);
    },
  };
}

export const createKeyOperations: readonly Operation[] = keyDoors.map(createKeyAt);
