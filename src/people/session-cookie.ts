const encoder = new TextEncoder();

const plainName = "heliograph.session_token";
const secureName = `__Secure-${plainName}`;

/**
 * The session's cookie as it came, `<token>.<signature>`, null where there is none. Over https only the one that a browser takes from
 * nobody but us; without, which may be TLS that ends in front of us, either.
 */
export function readSessionCookie(request: Request): string | null {
  const header = request.headers.get("cookie");
  if (header === null) return null;
  const secure = valueOf(header, secureName);
  return secure ?? (request.url.startsWith("https:") ? null : valueOf(header, plainName));
}

/** The token of a cookie that we signed, null where somebody else made it. */
export async function verifySessionCookie(cookie: string, secret: string): Promise<string | null> {
  const dot = cookie.lastIndexOf(".");
  const signature = decodeBase64(cookie.slice(dot + 1));
  if (dot < 1 || signature === null) return null;
  const token = cookie.slice(0, dot);
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), usage, false, ["verify"]);
  return (await crypto.subtle.verify("HMAC", key, signature, encoder.encode(token))) ? token : null;
}

function valueOf(header: string, name: string): string | null {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (pair.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
