import { createRoute, z } from "@hono/zod-openapi";
import type { Result } from "../../../errors.ts";
import type { AuditAction } from "../../../audit/record-audit.ts";
import type { SignedIn } from "../../../people/person.ts";
import { disableSecondFactor, enableSecondFactor, renewBackupCodes } from "../../../people/second-factor.ts";
import type { AppContext } from "../../app-env.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readSession } from "../../sessions.ts";
import { noContent, withCookies } from "./answer-cookies.ts";
import { bySession, passwordBody } from "./people-schemas.ts";

const codesSchema = z
  .object({
    backupCodes: z
      .array(z.string())
      .openapi({ description: "Each signs in once in the place of a code.", example: ["abcde-fGh1j"] }),
  })
  .openapi("BackupCodes");

const startedSchema = codesSchema
  .extend({
    totpUri: z.string().openapi({
      description: "For the app, as a QR code.",
      example: "otpauth://totp/Heliograph:maria%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Heliograph",
    }),
  })
  .openapi("SecondFactorStarted");

interface Step {
  path: string;
  operationId: string;
  summary: string;
  audit?: AuditAction;
  schema?: z.ZodType;
}

/** What is asked for with the password once more. */
function withPassword(
  { path, operationId, summary, audit, schema }: Step,
  answer: (c: AppContext, signedIn: SignedIn, password: string) => Promise<Result<Response>>,
): Operation {
  return {
    ...(audit !== undefined && { audit }),
    route: createRoute({
      method: "post",
      path: `/auth/two-factor/${path}`,
      operationId,
      tags: ["People"],
      summary,
      description: "Asks for the password once more.",
      security: bySession,
      request: { body: { required: true, content: { "application/json": { schema: passwordBody } } } },
      responses: {
        ...(schema === undefined
          ? { 204: { description: "Done." } }
          : { 200: { description: "Shown this once.", content: { "application/json": { schema } } } }),
        ...problemResponses(
          ...bodyErrors,
          "unauthenticated",
          "invalid_credentials",
          "sign_in_locked",
          "cross_site_request",
          "second_factor_state",
        ),
      },
    }),

    async handle(c) {
      const session = await readSession(c);
      if (!session.ok) return problem(c, session.error);
      const body = await readJson(c, passwordBody);
      if (!body.ok) return problem(c, body.error);
      const answered = await answer(c, session.value, body.value.value.password);
      return answered.ok ? answered.value : problem(c, answered.error);
    },
  };
}

export const enableTwoFactor = withPassword(
  {
    path: "enable",
    operationId: "enableTwoFactor",
    summary: "Set up a second factor; the first right code turns it on",
    schema: startedSchema,
  },
  async (c, signedIn, password) => {
    const started = await enableSecondFactor(c.env, c.req.raw, signedIn, password);
    return started.ok ? { ok: true, value: withCookies(json(200, started.value), []) } : started;
  },
);

export const renewBackupCodesOperation = withPassword(
  {
    path: "backup-codes",
    operationId: "renewBackupCodes",
    summary: "Get new backup codes; the old ones are void",
    audit: "backup_codes.renewed",
    schema: codesSchema,
  },
  async (c, signedIn, password) => {
    const renewed = await renewBackupCodes(c.env, c.req.raw, signedIn, password);
    return renewed.ok ? { ok: true, value: withCookies(json(200, renewed.value), []) } : renewed;
  },
);

export const disableTwoFactor = withPassword(
  {
    path: "disable",
    operationId: "disableTwoFactor",
    summary: "Take the second factor off",
    audit: "second_factor.disabled",
  },
  async (c, signedIn, password) => {
    const disabled = await disableSecondFactor(c.env, c.req.raw, signedIn, password);
    return disabled.ok ? { ok: true, value: noContent(disabled.value.cookies) } : disabled;
  },
);
