/** A block of IP addresses. IPv4 addresses that come mapped into IPv6 count as what they are. */
export interface Network {
  bits: 32 | 128;
  base: bigint;
  prefixLength: number;
}

/** A network in CIDR notation, or a single address; null where it is neither, or has bits set outside of its prefix. */
export function parseNetwork(text: string): Network | null {
  const [addressText = "", lengthText, ...rest] = text.split("/");
  const address = parseAddress(addressText);
  if (address === null || rest.length > 0) return null;
  if (lengthText === undefined) return { bits: address.bits, base: address.value, prefixLength: address.bits };
  if (!/^(0|[1-9]\d{0,2})$/.test(lengthText)) return null;
  const prefixLength = Number(lengthText);
  if (prefixLength > address.bits) return null;
  const hostMask = (1n << BigInt(address.bits - prefixLength)) - 1n;
  return (address.value & hostMask) === 0n ? { bits: address.bits, base: address.value, prefixLength } : null;
}

/** Whether an address is in one of the networks; false where it is none. */
export function isInNetworks(address: string, networks: readonly Network[]): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return networks.some(({ bits, base, prefixLength }) => {
    const shift = BigInt(bits - prefixLength);
    return bits === parsed.bits && base >> shift === parsed.value >> shift;
  });
}

interface Address {
  bits: 32 | 128;
  value: bigint;
}

const mappedPrefix = 0xffffn << 32n;

function parseAddress(text: string): Address | null {
  if (!text.includes(":")) {
    const value = parseV4(text);
    return value === null ? null : { bits: 32, value };
  }
  const value = parseV6(text);
  if (value === null) return null;
  return value >> 32n === 0xffffn ? { bits: 32, value: value ^ mappedPrefix } : { bits: 128, value };
}

function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

/** RFC 4291 §2.2. */
function parseV6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [left, right] = halves.map(parseGroups);
  if (left === null || left === undefined || right === null) return null;
  if (right === undefined) return left.length === 8 ? join(left) : null;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? null : join([...left, ...Array<number>(missing).fill(0), ...right]);
}

/** Groups of 16 bits; the last two may be an IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 && part.includes(".") ? parseV4(part) : null;
    if (v4 !== null) groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function join(groups: readonly number[]): bigint {
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}
