import type { HttpOperatorConfig, HttpOperatorDraft, OperatorAuthDraft } from "./operator-config.ts";

/** What of an operator's configuration is encrypted at rest and never read back. */
export interface OperatorSecrets {
  /** What requests prove themselves with. */
  auth?: string;
  /** What callbacks prove themselves with. */
  callback?: string;
}

/**
 * Takes a draft apart: what may be shown, and what must not. A secret that it leaves out is the stored one, where that is for the
 * same kind of authentication; `missing` names the fields where there is none.
 */
export function splitOperatorSecrets(
  draft: HttpOperatorDraft,
  stored: { config: HttpOperatorConfig; secrets: OperatorSecrets } | null,
): { config: HttpOperatorConfig; secrets: OperatorSecrets; missing: string[] } {
  const { auth, authSecret, authField } = splitAuth(draft.auth);
  const { sharedSecret, ...callbacks } = draft.callbacks;
  const config: HttpOperatorConfig = {
    ...draft,
    auth,
    callbacks: { ...callbacks, sharedSecret: sharedSecret === null ? null : { header: sharedSecret.header } },
  };
  const secrets: OperatorSecrets = {};
  const missing: string[] = [];
  if (authField !== null) {
    const kept = stored?.config.auth.kind === auth.kind ? stored.secrets.auth : undefined;
    const secret = authSecret ?? kept;
    if (secret === undefined) missing.push(`auth.${authField}`);
    else secrets.auth = secret;
  }
  if (sharedSecret !== null) {
    const secret = sharedSecret.value ?? stored?.secrets.callback;
    if (secret === undefined) missing.push("callbacks.sharedSecret.value");
    else secrets.callback = secret;
  }
  return { config, secrets, missing };
}

function splitAuth(draft: OperatorAuthDraft): {
  auth: HttpOperatorConfig["auth"];
  authSecret: string | undefined;
  authField: string | null;
} {
  switch (draft.kind) {
    case "none":
      return { auth: draft, authSecret: undefined, authField: null };
    case "basic": {
      const { password, ...auth } = draft;
      return { auth, authSecret: password, authField: "password" };
    }
    case "bearer": {
      const { token, ...auth } = draft;
      return { auth, authSecret: token, authField: "token" };
    }
    case "header": {
      const { value, ...auth } = draft;
      return { auth, authSecret: value, authField: "value" };
    }
    case "placeholder":
    case "hmacSha256": {
      const { secret, ...auth } = draft;
      return { auth, authSecret: secret, authField: "secret" };
    }
  }
}
