import { createRoute, z } from "@hono/zod-openapi";
import { fail } from "../../../errors.ts";
import { findSession } from "../../../people/find-session.ts";
import { type CodeKind, verifyCode } from "../../../people/verify-code.ts";
import { isCrossSite } from "../../cross-site.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { noContent } from "./answer-cookies.ts";

function codeInput(pattern: RegExp, example: string, name: string) {
  return z
    .strictObject({
      code: z.string().regex(pattern, "This is no such code.").openapi({ example }),
      trustDevice: z.boolean().default(false).openapi({ description: "Asks this browser for no code for 30 days." }),
    })
    .openapi(name);
}

const inputSchemas = {
  totp: codeInput(/^\d{6}$/, "123456", "TotpCode"),
  "backup-code": codeInput(/^[A-Za-z0-9]{5}-?[A-Za-z0-9]{5}$/, "abcde-fGh1j", "BackupCode"),
};

function verifyWith(kind: CodeKind, operationId: string, summary: string): Operation {
  const inputSchema = inputSchemas[kind];
  return {
    audit: "person.signed_in",
    route: createRoute({
      method: "post",
      path: `/auth/two-factor/verify-${kind}`,
      operationId,
      tags: ["People"],
      summary,
      description: "After a password that was right, within 10 minutes; after five wrong codes sign in again.",
      security: [],
      request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
      responses: {
        204: { description: "Signed in." },
        ...problemResponses(...bodyErrors, "invalid_credentials", "sign_in_locked", "cross_site_request"),
      },
    }),

    async handle(c) {
      if (isCrossSite(c.req.raw)) return problem(c, fail("cross_site_request").error);
      const body = await readJson(c, inputSchema);
      if (!body.ok) return problem(c, body.error);
      const signedIn = await findSession(c.env, c.req.raw);
      const verified = await verifyCode(c.env, c.req.raw, signedIn, kind, body.value.value);
      return verified.ok ? noContent(verified.value.cookies) : problem(c, verified.error);
    },
  };
}

export const verifyTotp = verifyWith(
  "totp",
  "verifyTotp",
  "Sign in: the code of the app, or turn the second factor on",
);
export const verifyBackupCode = verifyWith("backup-code", "verifyBackupCode", "Sign in: a backup code");
