import { type Result, failField, ok } from "../errors.ts";

const lengthLimit = 2_000;

/** Names that resolve to something near, not to a customer's server. */
const nearNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|home\.arpa|corp|localdomain)$/;

export interface EndpointUrlRules {
  /** The local stack: http, any port, and addresses of private networks. */
  allowPrivate: boolean;
}

/**
 * The address of a webhook endpoint, in its canonical form. Numbers that stand for an address in any spelling (0x7f.1, 2130706433,
 * ::ffff:127.0.0.1) are brought into one by the URL parser before they are looked at. Names are not resolved here:
 * docs/webhooks.md says what keeps a name from leading to a private network. Errors: invalid_url.
 */
export function parseEndpointUrl(text: string, { allowPrivate }: EndpointUrlRules): Result<string> {
  if (text.length > lengthLimit) return refuse(`This must have at most ${lengthLimit} characters.`);
  const url = URL.parse(text);
  if (url === null) return refuse("This must be a URL such as https://example.com/webhooks.");
  if (url.username !== "" || url.password !== "") return refuse("Leave out user and password; use a header instead.");
  if (url.hash !== "") return refuse("Leave out the fragment, from # on.");
  if (allowPrivate) return isWeb(url) ? ok(url.href) : refuse("This must begin with https:// or http://.");
  if (url.protocol !== "https:") return refuse("This must begin with https://.");
  if (!isAllowedPort(url.port)) return refuse("Use port 443, or one from 1024 on.");
  const host = url.hostname.replace(/\.+$/, "").toLowerCase();
  if (isIpLiteral(host)) {
    return isPublicAddress(host) ? ok(url.href) : refuse("This address is not on the public internet.");
  }
  if (!host.includes(".") || nearNames.test(host)) return refuse("This name is not on the public internet.");
  return ok(url.href);
}

function refuse(message: string): ReturnType<typeof failField> {
  return failField("url", "invalid_url", message);
}

function isWeb(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}

/** Empty stands for 443. Other low ports belong to services that are not the web. */
function isAllowedPort(port: string): boolean {
  return port === "" || Number(port) >= 1_024;
}

function isIpLiteral(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** `host` as URL.hostname has it: dotted decimal, or IPv6 in brackets. */
function isPublicAddress(host: string): boolean {
  if (!host.startsWith("[")) return isPublicV4(host.split(".").map(Number));
  const groups = groupsOf(host.slice(1, -1));
  const first = groups[0] ?? 0;
  const embedded = embeddedV4(groups);
  if (embedded !== null) return isPublicV4(embedded);
  // 2000::/3 is what is given out; in it stand documentation, benchmarks, ORCHID and Teredo (2001::/23, 2001:db8::/32, 3fff::/20).
  if (first < 0x2000 || first > 0x3fff) return false;
  const second = groups[1] ?? 0;
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return !(first === 0x3fff && second < 0x1000);
}

/** The IPv4 address inside an IPv6 one: mapped (::ffff:0:0/96), compatible (::/96), NAT64 (64:ff9b::/96) and 6to4 (2002::/16). */
function embeddedV4(groups: readonly number[]): number[] | null {
  const [high = 0, low = 0] = groups.slice(6);
  const octets = [high >> 8, high & 255, low >> 8, low & 255];
  const prefix = groups.slice(0, 6).join(":");
  if (prefix === "0:0:0:0:0:65535" || prefix === "0:0:0:0:0:0" || prefix === "100:65435:0:0:0:0") return octets;
  if (groups[0] !== 0x2002) return null;
  const [, second = 0, third = 0] = groups;
  return [second >> 8, second & 255, third >> 8, third & 255];
}

/** The eight groups of an IPv6 address as the URL parser writes it. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const parse = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const before = parse(head);
  if (tail === undefined) return before;
  const after = parse(tail);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** The special-purpose addresses of the IANA registry, with multicast and what is reserved above it. */
function isPublicV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}
