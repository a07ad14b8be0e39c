import type { Socket } from "node:net";
import { connect as connectTcp, isIP } from "node:net";
import type { SecureContext } from "node:tls";
import { checkServerIdentity, connect as connectTls, createSecureContext } from "node:tls";
import type { BindConfig, BindTls } from "../../src/link/bind-config.ts";

/** Why a socket cannot even be tried: the configuration is at fault. */
export interface OpenError {
  reason: string;
}

/**
 * Opens a socket to the carrier and calls `onConnected` when bytes may be sent: after the handshake where it is TLS. What
 * goes wrong on the way comes as the socket's error; an error is returned where there is nothing to open.
 */
export type OpenSocket = (
  config: Pick<BindConfig, "host" | "port" | "tls">,
  onConnected: () => void,
) => Socket | OpenError;

/** TCP, or TLS 1.2 and up with SNI: verified against the pinned authorities, or those Node trusts. */
export const openSocket: OpenSocket = ({ host, port, tls }, onConnected) => {
  if (tls === null) {
    return connectTcp(port, host, onConnected);
  }
  const secureContext = secureContextOf(tls);
  if ("reason" in secureContext) {
    return secureContext;
  }
  const name = tls.serverName ?? host;
  return connectTls(
    {
      host,
      port,
      secureContext,
      rejectUnauthorized: !tls.allowUnverified,
      // RFC 6066 §3: an address is no server name, and is looked for in the certificate all the same.
      ...(isIP(name) === 0 && { servername: name }),
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    },
    onConnected,
  );
};

function secureContextOf(tls: BindTls): SecureContext | OpenError {
  try {
    return createSecureContext({
      minVersion: "TLSv1.2",
      ...(tls.caPem !== undefined && { ca: tls.caPem }),
      ...(tls.clientCertificatePem !== undefined && { cert: tls.clientCertificatePem }),
      ...(tls.clientKeyPem !== undefined && { key: tls.clientKeyPem }),
    });
  } catch (error) {
    // OpenSSL's words tell what is wrong with a PEM, and none of its content.
    const detail = error instanceof Error ? error.message : String(error);
    return { reason: `the TLS certificates or key cannot be used: ${detail}`.slice(0, 180) };
  }
}
