import type { KeyObject } from "node:crypto";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** A certificate and its key, PEM, made for one test. */
export interface Certificate {
  certificatePem: string;
  keyPem: string;
}

/** A certificate authority that lives as long as its test. */
export interface Authority extends Certificate {
  /** A certificate for these host names and IPv4 addresses, signed by this authority. */
  issue: (...names: string[]) => Certificate;
}

/** An X.509 v3 authority with a P-256 key (RFC 5280, RFC 5480). */
export function createAuthority(name = "Authority of a test"): Authority {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const caExtension = extension("2.5.29.19", sequence(der(0x01, Buffer.of(0xff))), true);
  const own = certificate({ subject: name, publicKey: keys.publicKey, extension: caExtension }, name, keys.privateKey);
  return {
    ...own,
    keyPem: pem(keys.privateKey),
    issue: (...names) => {
      const subject = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const issued = { subject: names[0] ?? "", publicKey: subject.publicKey, extension: alternativeNames(names) };
      return { ...certificate(issued, name, keys.privateKey), keyPem: pem(subject.privateKey) };
    },
  };
}

interface Issued {
  subject: string;
  publicKey: KeyObject;
  extension: Buffer;
}

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const dayMs = 86_400_000;

function certificate(issued: Issued, issuer: string, key: KeyObject): { certificatePem: string } {
  const nowMs = Date.now();
  const signed = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ecdsaWithSha256,
    distinguishedName(issuer),
    sequence(utcTime(nowMs - dayMs), utcTime(nowMs + dayMs)),
    distinguishedName(issued.subject),
    issued.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(issued.extension)),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", signed, key));
  const body = sequence(signed, ecdsaWithSha256, signature).toString("base64").replaceAll(/.{64}/g, "$&\n");
  return { certificatePem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n` };
}

function alternativeNames(names: readonly string[]): Buffer {
  const general = names.map((name) =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split(".").map(Number))) : der(0x82, Buffer.from(name)),
  );
  return extension("2.5.29.17", sequence(...general), false);
}

function extension(id: string, value: Buffer, critical: boolean): Buffer {
  const flag = critical ? [der(0x01, Buffer.of(0xff))] : [];
  return sequence(objectIdentifier(id), ...flag, der(0x04, value));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectIdentifier("2.5.4.3"), der(0x0c, Buffer.from(commonName)))));
}

function utcTime(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/\D/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function integer(value: Buffer): Buffer {
  return der(0x02, value);
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const low = value % 128;
  const digits = [low];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift(0x80 + (left % 128));
  }
  return digits;
}

/** Tag, length and value of X.690. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const length =
    value.length < 0x80 ? Buffer.of(value.length) : Buffer.of(0x82, Math.floor(value.length / 256), value.length % 256);
  return Buffer.concat([Buffer.of(tag), length, value]);
}
