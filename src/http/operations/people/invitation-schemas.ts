import { z } from "@hono/zod-openapi";
import type { MadeInvitation } from "../../../people/invite.ts";
import type { Invitation } from "../../../people/invitation.ts";
import { originOf } from "../../../people/origin.ts";
import type { AppContext } from "../../app-env.ts";
import { isoTime } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { roleSchema } from "./people-schemas.ts";

export const exampleInvitationId = "inv_01JD3Q8Z6V4K0X9M2T7R5WANBC";
const exampleToken = "b8Xc2mJ7sQ0pVw4nYt6Rk1Zf3Hd9Lg5Ua_eKiOqTzMw";

const kindSchema = z.enum(["member", "operator", "reset"]).openapi({
  description: "`reset` gives somebody a new password and takes their second factor off.",
  example: "member",
});
const invitedEmail = z
  .string()
  .nullable()
  .openapi({ description: "Null where whoever has the link says it.", example: "maria@example.com" });

export const invitationSchema = z
  .object({
    id: z.string().openapi({ example: exampleInvitationId }),
    kind: kindSchema,
    email: invitedEmail,
    accountId: z.string().nullable().openapi({ example: exampleAccountId }),
    role: roleSchema.nullable(),
    invitedBy: z.string().openapi({ example: "ana@example.com" }),
    createdAt: timeSchema,
    expiresAt: timeSchema,
  })
  .openapi("Invitation");

export const madeInvitationSchema = invitationSchema
  .extend({
    link: z.string().openapi({
      description: "To be handed on; it is shown this once.",
      example: `https://sms.example.com/invite/${exampleToken}`,
    }),
  })
  .openapi("MadeInvitation");

/** What whoever has the link is shown. */
export const openInvitationSchema = z
  .object({
    kind: kindSchema,
    email: invitedEmail,
    account: z
      .object({ id: z.string().openapi({ example: exampleAccountId }), name: z.string() })
      .nullable()
      .openapi({ description: "Of a member." }),
    role: roleSchema.nullable(),
    expiresAt: timeSchema,
  })
  .openapi("OpenInvitation");

export const tokenParameter = z.object({
  invitation: z.string().max(100).openapi({ description: "The last part of the link.", example: exampleToken }),
});
export const invitationParameter = z.object({
  invitation: z.string().max(100).openapi({ description: "The invitation's id.", example: exampleInvitationId }),
});

export function presentInvitation(invitation: Invitation): z.infer<typeof invitationSchema> {
  const { id, kind, email, accountId, role, invitedBy, createdAtMs, expiresAtMs } = invitation;
  return {
    id,
    kind,
    email,
    accountId,
    role,
    invitedBy,
    createdAt: isoTime(createdAtMs),
    expiresAt: isoTime(expiresAtMs),
  };
}

export function presentMade(c: AppContext, made: MadeInvitation): z.infer<typeof madeInvitationSchema> {
  return { ...presentInvitation(made), link: `${originOf(c.req.raw)}/invite/${made.token}` };
}
