import { createHmac, createPublicKey, verify } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, it } from "vitest";
import { signRequest } from "../../../src/webhooks/sign-request.ts";
import { makeSigningKey, openSigningKey } from "../../../src/webhooks/signing-keys.ts";

const credentialsKey = Buffer.alloc(32, 7).toString("base64");
const nowMs = Date.now();
const content = { id: "evt_1", timestamp: Math.floor(nowMs / 1_000), body: '{"type":"x","text":"ñ"}' };

async function madeAndOpened(kind: "v1" | "v1a") {
  const made = await makeSigningKey(kind, credentialsKey, nowMs);
  return { ...made, open: await openSigningKey(made.key, credentialsKey) };
}

describe("signatures of webhooks", () => {
  it("by HMAC are those that the library of Standard Webhooks verifies", async ({ expect }) => {
    const { secret, open } = await madeAndOpened("v1");
    const headers = await signRequest(content, [open], nowMs);
    expect(new Webhook(secret ?? "").verify(content.body, headers)).toEqual({ type: "x", text: "ñ" });
    const bytes = Buffer.from((secret ?? "").slice("whsec_".length), "base64");
    expect(bytes).toHaveLength(32);
    const expected = createHmac("sha256", bytes).update(`${content.id}.${content.timestamp}.${content.body}`);
    expect(headers["webhook-signature"]).toBe(`v1,${expected.digest("base64")}`);
    expect(() => new Webhook(secret ?? "").verify(`${content.body} `, headers)).toThrow();
  });

  it("by Ed25519 verify with the public key that is shown", async ({ expect }) => {
    const { key, secret, open } = await madeAndOpened("v1a");
    expect(secret).toBeNull();
    const headers = await signRequest(content, [open], nowMs);
    const [kind, signature = ""] = (headers["webhook-signature"] ?? "").split(",");
    expect(kind).toBe("v1a");
    const x = Buffer.from((key.publicKey ?? "").slice("whpk_".length), "base64").toString("base64url");
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    const signed = Buffer.from(`${content.id}.${content.timestamp}.${content.body}`);
    expect(verify(null, signed, publicKey, Buffer.from(signature, "base64"))).toBe(true);
  });

  it("come from every key that has not expired", async ({ expect }) => {
    const [one, two, three] = await Promise.all([madeAndOpened("v1"), madeAndOpened("v1"), madeAndOpened("v1")]);
    const headers = await signRequest(
      content,
      [one.open, { ...two.open, expiresAtMs: nowMs + 1 }, { ...three.open, expiresAtMs: nowMs }],
      nowMs,
    );
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const { secret } of [one, two]) new Webhook(secret ?? "").verify(content.body, headers);
    expect(() => new Webhook(three.secret ?? "").verify(content.body, headers)).toThrow();
  });

  it("cannot be made with another credentials key", async ({ expect }) => {
    const { key } = await madeAndOpened("v1");
    await expect(openSigningKey(key, Buffer.alloc(32, 8).toString("base64"))).rejects.toThrow();
    expect(JSON.stringify(key)).not.toContain("whsec_");
  });
});
