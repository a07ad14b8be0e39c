import { z } from "@hono/zod-openapi";
import { passwordLength } from "../../../people/password.ts";
import { locales } from "../../../people/person.ts";
import { roles } from "../../../people/roles.ts";
import { printableText } from "../../printable-text.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const examplePersonId = "per_01JD3Q8Z6V4K0X9M2T7R5WANBC";
export const exampleSessionId = "ses_01JD3Q8Z6V4K0X9M2T7R5WANBC";

/** The security of operations for people: a session. */
export const bySession: Record<string, string[]>[] = [{ session: [] }];

export const accountHeaders = z.object({
  "X-Heliograph-Account": z.string().optional().openapi({
    description: "The account; where headers cannot be set, `?account=` of a GET.",
    example: exampleAccountId,
  }),
});

export const emailSchema = z
  .email("This must be an e-mail address.")
  .max(100)
  .transform((email) => email.toLowerCase())
  .openapi({ type: "string", format: "email", example: "maria@example.com" });
/** Of answers. */
const shownEmail = z.string().openapi({ example: "maria@example.com" });

/** One that is to be checked: a short one is wrong, not refused. */
export const passwordSchema = z.string().min(1).max(passwordLength.max).openapi({ example: "correct horse battery" });
export const newPasswordSchema = z
  .string()
  .min(passwordLength.min)
  .max(passwordLength.max)
  .openapi({ example: "correct horse battery" });
export const passwordBody = z.strictObject({ password: passwordSchema }).openapi("PasswordAgain");

export const personNameSchema = printableText().openapi({ example: "María" });
export const localeSchema = z.enum(locales).openapi({ description: "The language they read.", example: "es" });
export const roleSchema = z.enum(roles).openapi({
  description:
    "`owner`: everything. `developer`: all but people and sub-accounts. `agent`: sends, schedules, answers. `viewer`: reads, numbers without their middle and no texts.",
  example: "developer",
});

export const stepSchema = z
  .object({
    twoFactorRequired: z
      .boolean()
      .openapi({ description: "True: not signed in yet, a code is asked for within 10 minutes.", example: false }),
  })
  .openapi("SignInStep");

const personShape = {
  id: z.string().openapi({ example: examplePersonId }),
  email: shownEmail,
  name: personNameSchema,
};
const twoFactorSchema = z.boolean().openapi({ description: "Whether a code is asked for at sign-in.", example: true });

export const meSchema = z
  .object({
    ...personShape,
    locale: localeSchema,
    twoFactor: twoFactorSchema,
    operator: z.boolean().openapi({ description: "Staff, who may act in every account.", example: false }),
    accounts: z.array(
      z.object({
        id: z.string().openapi({ example: exampleAccountId }),
        name: z.string().openapi({ example: "Elibom Colombia" }),
        role: roleSchema,
      }),
    ),
  })
  .openapi("Me");

export const memberSchema = z
  .object({ ...personShape, role: roleSchema, twoFactor: twoFactorSchema, since: timeSchema })
  .openapi("Member");

export const operatorSchema = z
  .object({ ...personShape, twoFactor: twoFactorSchema, since: timeSchema })
  .openapi("Operator");

export const listedPersonSchema = z
  .object({ ...personShape, operator: z.boolean(), twoFactor: twoFactorSchema, createdAt: timeSchema })
  .openapi("Person");

export const sessionSchema = z
  .object({
    id: z.string().openapi({ example: exampleSessionId }),
    current: z.boolean().openapi({ description: "The one that asks." }),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
  })
  .openapi("Session");
