const encoder = new TextEncoder();
const decoder = new TextDecoder();
const nonceLength = 12;

/** Encrypts a secret with AES-256-GCM. `key` is 32 bytes in base64; the result is base64 of nonce and ciphertext. */
export async function encryptText(text: string, key: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce },
    await importKey(key),
    encoder.encode(text),
  );
  const joined = new Uint8Array(nonceLength + sealed.byteLength);
  joined.set(nonce);
  joined.set(new Uint8Array(sealed), nonceLength);
  return btoa(String.fromCharCode(...joined));
}

/** Throws where the key is another one than the text was encrypted with. */
export async function decryptText(sealed: string, key: string): Promise<string> {
  const joined = fromBase64(sealed);
  const text = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: joined.subarray(0, nonceLength) },
    await importKey(key),
    joined.subarray(nonceLength),
  );
  return decoder.decode(text);
}

function importKey(key: string): ReturnType<typeof crypto.subtle.importKey> {
  return crypto.subtle.importKey("raw", fromBase64(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
