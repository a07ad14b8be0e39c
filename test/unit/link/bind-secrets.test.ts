import { describe, expect, test } from "vitest";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import { bindConfigSchema, bindDefaults, publicBindSchema } from "../../../src/link/bind-config.ts";
import { joinSecrets, splitSecrets } from "../../../src/link/bind-secrets.ts";

const plain: BindConfig = {
  ...bindDefaults,
  id: "bnd-1",
  kind: "smpp",
  host: "smsc.example.net",
  port: 2775,
  systemId: "gateway",
  password: "s3cret",
};
const tls = { serverName: "smsc.example.net", clientCertificatePem: "a certificate", allowUnverified: false };
const encrypted: BindConfig = { ...plain, tls: { ...tls, clientKeyPem: "a private key" } };

describe("trap 37: the secrets of a bind", () => {
  test.each([
    ["over TCP", plain],
    ["over TLS", { ...plain, tls: { allowUnverified: false } }],
    ["with a client certificate", encrypted],
  ])("are put back as they were, %s", (_what, bind) => {
    const { shown, secrets } = splitSecrets(bind);
    expect(joinSecrets(shown, secrets)).toEqual(bind);
    expect(bindConfigSchema.parse(joinSecrets(shown, secrets))).toEqual(bind);
  });

  test("are not in what is shown", () => {
    const { shown, secrets } = splitSecrets(encrypted);
    expect(secrets).toEqual({ password: "s3cret", clientKeyPem: "a private key" });
    expect(shown.tls).toEqual(tls);
    expect(JSON.stringify(shown)).not.toMatch(/s3cret|a private key/);
    expect(publicBindSchema.parse(encrypted)).toEqual(shown);
  });
});

test("a bind of an older edge is plain TCP and 3.4", () => {
  const older = { ...plain, tls: undefined, interfaceVersion: undefined };
  expect(bindConfigSchema.parse(older)).toEqual(plain);
});
