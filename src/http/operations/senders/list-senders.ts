import { createRoute, z } from "@hono/zod-openapi";
import { getAccount } from "../../../accounts/get-account.ts";
import { type Door, operatorDoor, ownDoor } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { presentRegister, senderRegisterSchema } from "./sender-schemas.ts";

function listSendersAt(door: Door): Operation {
  return {
    route: createRoute({
      method: "get",
      path: `${door.path}/senders`,
      operationId: `list${door.noun}Senders`,
      tags: [door.tag],
      summary: "See which senders may be used",
      description: `${door.needs("account:read")} Null in \`senders\` where any may be.`.trim(),
      security: door.security("account:read"),
      request: door === ownDoor ? {} : { params: z.object({ id: z.string().openapi({ example: exampleAccountId }) }) },
      responses: {
        200: versionResponse("The senders and pools.", senderRegisterSchema),
        ...problemResponses("invalid_request", "unauthenticated", "missing_scope", "not_found"),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const described = await getAccount(c.env, target.value);
      if (!described.ok) return problem(c, described.error);
      const { account } = described.value;
      return json(200, presentRegister(account), versionTag(account.version));
    },
  };
}

export const listSendersOperations: readonly Operation[] = [ownDoor, operatorDoor].map(listSendersAt);
