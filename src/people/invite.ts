import { hex } from "../accounts/api-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { insertInvitation } from "../db/people/invitations.ts";
import { createIdFactory } from "../ids.ts";
import { type Invitation, type InvitationKind, invitationLifetimeMs } from "./invitation.ts";
import type { Role } from "./roles.ts";

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));
const encoder = new TextEncoder();

/** Whom somebody asks in. */
export interface InviteInput {
  kind: InvitationKind;
  /** In lower case. */
  email: string | null;
  accountId: string | null;
  role: Role | null;
}

/** An invitation with its token, which is told once and kept nowhere. */
export interface MadeInvitation extends Invitation {
  token: string;
}

/** Makes a link by which somebody comes in, once and within seven days. Who may, the caller has asked. */
export async function invite(env: Pick<Env, "DB">, invitedBy: string, input: InviteInput): Promise<MadeInvitation> {
  const token = newToken();
  const createdAtMs = Date.now();
  const expiresAtMs = createdAtMs + invitationLifetimeMs;
  const invitation = { ...input, id: ids.next("invitation"), invitedBy, createdAtMs, expiresAtMs };
  await insertInvitation(env.DB, invitation, await hashToken(token));
  const { id, accountId, kind, email, role } = invitation;
  await recordAudit(env, {
    actor: invitedBy,
    accountId,
    action: "invitation.created",
    subject: id,
    after: { kind, email, role },
  });
  return { ...invitation, token };
}

/** Hex SHA-256: a token has 256 random bits. */
export async function hashToken(token: string): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", encoder.encode(token)));
}

function newToken(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
