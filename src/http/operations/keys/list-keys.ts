import { createRoute, z } from "@hono/zod-openapi";
import { listKeys } from "../../../accounts/list-keys.ts";
import type { Door } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { keyDoors, keyErrors, keyRequest } from "./key-doors.ts";
import { keySchema } from "./key-schemas.ts";
import { presentKey } from "./present-key.ts";

const listSchema = z.object({ data: z.array(keySchema) });

function listKeysAt(door: Door): Operation {
  return {
    route: createRoute({
      method: "get",
      path: `${door.path}/keys`,
      operationId: `list${door.noun}Keys`,
      tags: [door.tag],
      summary: "List keys, newest first",
      description: `${door.needs("keys:manage")} All of them, up to 100; never the keys themselves.`.trim(),
      security: door.security("keys:manage"),
      request: keyRequest(door, false),
      responses: {
        200: { description: "The keys.", content: { "application/json": { schema: listSchema } } },
        ...problemResponses(...keyErrors),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const keys = await listKeys(c.env, target.value);
      if (!keys.ok) return problem(c, keys.error);
      return json(200, { data: keys.value.map(presentKey) } satisfies z.infer<typeof listSchema>);
    },
  };
}

export const listKeysOperations: readonly Operation[] = keyDoors.map(listKeysAt);
