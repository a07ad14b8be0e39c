import type { Role } from "./roles.ts";

/** `reset` gives somebody a new password and takes their second factor off. */
export type InvitationKind = "member" | "operator" | "reset";

/** How long a link stands. */
export const invitationLifetimeMs = 7 * 86_400_000;

/** A link that was given out; its token is nowhere stored. */
export interface Invitation {
  id: string;
  kind: InvitationKind;
  /** In lower case; null where whoever has the link says it. */
  email: string | null;
  /** Of a member, null otherwise. */
  accountId: string | null;
  role: Role | null;
  /** A person's e-mail, or what the admin key's user calls themselves. */
  invitedBy: string;
  createdAtMs: number;
  expiresAtMs: number;
}
