/** What Node calls the ways a TLS handshake fails, for an operator. */
const tlsReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the carrier's certificate has expired",
  CERT_NOT_YET_VALID: "the carrier's certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the carrier's certificate is not trusted: it is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "the carrier's certificate is not trusted: its authority is not a known one",
  UNABLE_TO_GET_ISSUER_CERT: "the carrier's certificate is not trusted: its authority is not a known one",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the carrier's certificate is not trusted: its authority is not a known one",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the carrier's certificate is not trusted: its authority is not a known one",
  CERT_SIGNATURE_FAILURE: "the carrier's certificate is not trusted: its authority did not sign it",
  ERR_TLS_CERT_ALTNAME_INVALID: "the carrier's certificate is for another name",
  ERR_SSL_WRONG_VERSION_NUMBER: "the peer does not speak TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "the peer does not speak TLS",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "the peer speaks no TLS from 1.2 on",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the peer speaks no TLS from 1.2 on",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "the carrier demands a client certificate",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "the carrier does not trust the client certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "the carrier does not take the client certificate",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "the carrier finds the client certificate expired",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE":
    "the carrier refused the TLS handshake; it may demand a client certificate",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "the carrier refused the TLS handshake; it may demand a client certificate",
};

/**
 * A socket's error in a few words, for the operator. Node reports a name whose every address refused as an error without a
 * message.
 */
export function describeSocketError(error: Error & { code?: string }): string {
  const known = error.code === undefined ? undefined : tlsReasons[error.code];
  const detail = error.message || error.code || error.name;
  if (known === undefined) {
    return detail.slice(0, 150);
  }
  return error.code === "ERR_TLS_CERT_ALTNAME_INVALID"
    ? `${known}: ${detail}`.slice(0, 180)
    : `${known} (${error.code})`;
}
