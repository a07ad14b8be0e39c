import { createRoute, z } from "@hono/zod-openapi";
import { rotateKey } from "../../../accounts/rotate-key.ts";
import type { Door } from "../../actors.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { keyDoors, keyErrors, keyRequest } from "./key-doors.ts";
import { createdKeySchema } from "./key-schemas.ts";
import { presentCreatedKey } from "./present-key.ts";

const inputSchema = z
  .strictObject({
    overlapSeconds: z.number().int().min(0).max(2_592_000).default(86_400).openapi({
      description: "How long the old key goes on to work; 0 refuses it at once.",
      example: 86_400,
    }),
  })
  .openapi("RotateKey");

function rotateKeyAt(door: Door): Operation {
  return {
    audit: "key.rotated",
    route: createRoute({
      method: "post",
      path: `${door.path}/keys/{keyId}/rotate`,
      operationId: `rotate${door.noun}Key`,
      tags: [door.tag],
      summary: "Put a new key in the place of an old one",
      description: `${door.needs("keys:manage")} The new one has the old one's name, scopes and networks.`.trim(),
      security: door.security("keys:manage"),
      request: {
        ...keyRequest(door, true),
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
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const { overlapSeconds } = body.value.value;
      const key = await rotateKey(c.env, target.value, pathParameter(c, "keyId"), overlapSeconds);
      return key.ok ? json(201, presentCreatedKey(key.value)) : problem(c, key.error);
    },
  };
}

export const rotateKeyOperations: readonly Operation[] = keyDoors.map(rotateKeyAt);
