const encoder = new TextEncoder();

let last: { credentialsKey: string; secret: string } | undefined;

/** What signs people's cookies and encrypts their second factors: made of CREDENTIALS_KEY, so that there is no further secret to keep. */
export async function peopleSecret({ CREDENTIALS_KEY }: Pick<Env, "CREDENTIALS_KEY">): Promise<string> {
  if (last?.credentialsKey === CREDENTIALS_KEY) return last.secret;
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(CREDENTIALS_KEY), usage, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode("heliograph people 1"));
  const secret = btoa(String.fromCharCode(...new Uint8Array(mac)));
  last = { credentialsKey: CREDENTIALS_KEY, secret };
  return secret;
}
