import type { BindTls } from "./bind-config.ts";

/** What of a bind is encrypted at rest and never read back. */
export interface BindSecrets {
  password: string;
  clientKeyPem?: string;
}

interface Secretive {
  password: string;
  tls: BindTls | null;
}

type Shown<Bind> = Bind extends Secretive
  ? Omit<Bind, "password" | "tls"> & { tls: Omit<BindTls, "clientKeyPem"> | null }
  : never;

/** A bind as it may be shown, for each kind of bind by itself: Omit on a union would keep only what all have. */
export type WithoutSecrets<Bind> = Bind extends unknown ? Shown<Bind> : never;

/** Takes a bind apart: what may be shown, and what must not. */
export function splitSecrets<Bind extends Secretive>(
  bind: Bind,
): { shown: WithoutSecrets<Bind>; secrets: BindSecrets } {
  const { password, tls, ...rest } = bind;
  const { clientKeyPem, ...shownTls } = tls ?? { allowUnverified: false };
  const shown = { ...rest, tls: tls === null ? null : shownTls };
  // The compiler cannot see through a conditional type of a type parameter; this is its definition, field by field.
  return {
    shown: shown as WithoutSecrets<Bind>,
    secrets: { password, ...(clientKeyPem !== undefined && { clientKeyPem }) },
  };
}

/** Puts together what `splitSecrets` took apart. */
export function joinSecrets<Bind extends Secretive>(shown: WithoutSecrets<Bind>, secrets: BindSecrets): Bind {
  const { password, clientKeyPem } = secrets;
  const { tls } = shown as { tls: Omit<BindTls, "clientKeyPem"> | null };
  const joined = {
    ...shown,
    password,
    tls: tls === null ? null : { ...tls, ...(clientKeyPem !== undefined && { clientKeyPem }) },
  };
  // As above, the other way round.
  return joined as unknown as Bind;
}
