import { z } from "@hono/zod-openapi";
import { type Operation, pathParameter } from "../../operation.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { switchOperation } from "./switch-operation.ts";

const bindParameters = carrierParameters.extend({ bindId: z.string().openapi({ example: "operator-one-1" }) });

export const disableBind = switchTo("disable", false, {
  summary: "Take a bind down",
  description: "It gets nothing new, its window drains, and it is unbound; the carrier's other binds go on.",
});

export const activateBind = switchTo("activate", true, {
  summary: "Put a bind up again",
  description: "A connector binds it at once.",
});

function switchTo(verb: string, enabled: boolean, words: { summary: string; description: string }): Operation {
  return switchOperation({
    path: `/admin/v1/carriers/{id}/binds/{bindId}/${verb}`,
    operationId: `${verb}Bind`,
    ...words,
    params: bindParameters,
    edit: (c) => ({ kind: "bind", bindId: pathParameter(c, "bindId"), enabled }),
  });
}
