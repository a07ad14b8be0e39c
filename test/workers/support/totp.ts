const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code an app shows now, or `steps` of 30 s from now, for an otpauth:// URI (RFC 6238, SHA-1, six digits). */
export async function codeOf(totpUri: string, steps = 0): Promise<string> {
  const secret = base32(new URL(totpUri).searchParams.get("secret") ?? "");
  const usage = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", secret, usage, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const number = mac.getUint32(mac.getUint8(19) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function base32(text: string): Uint8Array<ArrayBuffer> {
  let bits = "";
  for (const digit of text.replaceAll("=", "")) bits += alphabet.indexOf(digit).toString(2).padStart(5, "0");
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    parseInt(bits.slice(at * 8, at * 8 + 8), 2),
  );
  return Uint8Array.from(bytes);
}
