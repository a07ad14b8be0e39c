import { createRoute } from "@hono/zod-openapi";
import { fail } from "../../../errors.ts";
import { signOut } from "../../../people/sign-out.ts";
import { isCrossSite } from "../../cross-site.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { noContent } from "./answer-cookies.ts";

export const signOutOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/auth/sign-out",
    operationId: "signOut",
    tags: ["People"],
    summary: "Sign out",
    description:
      "Ends this browser's session, everywhere within 10 seconds. Nothing happens where nobody is signed in.",
    security: [],
    responses: { 204: { description: "Nobody is signed in here." }, ...problemResponses("cross_site_request") },
  }),

  async handle(c) {
    if (isCrossSite(c.req.raw)) return problem(c, fail("cross_site_request").error);
    const { cookies } = await signOut(c.env, c.req.raw);
    return noContent(cookies);
  },
};
