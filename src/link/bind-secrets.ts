import type { BindConfig, PublicBind } from "./bind-config.ts";

/** What of a bind is encrypted at rest and never read back. */
export interface BindSecrets {
  password: string;
  clientKeyPem?: string;
}

/** Takes a bind apart: what may be shown, and what must not. */
export function splitSecrets({ password, tls, ...rest }: BindConfig): { shown: PublicBind; secrets: BindSecrets } {
  if (tls === null) {
    return { shown: { ...rest, tls }, secrets: { password } };
  }
  const { clientKeyPem, ...shownTls } = tls;
  return {
    shown: { ...rest, tls: shownTls },
    secrets: { password, ...(clientKeyPem !== undefined && { clientKeyPem }) },
  };
}

/** Puts together what `splitSecrets` took apart. */
export function joinSecrets({ tls, ...shown }: PublicBind, { password, clientKeyPem }: BindSecrets): BindConfig {
  return {
    ...shown,
    password,
    tls: tls === null ? null : { ...tls, ...(clientKeyPem !== undefined && { clientKeyPem }) },
  };
}
