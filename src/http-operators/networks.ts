/** Whether a text is an IPv4 or IPv6 address, or a network in CIDR notation (RFC 4632, RFC 4291 §2.3). */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== null;
}

/** Whether an address lies in one of the networks. Nobody's address (null) lies in none. */
export function isInNetworks(address: string | null, networks: readonly string[]): boolean {
  const bits = address === null ? null : addressBits(address);
  if (bits === null) return false;
  return networks.some((text) => {
    const network = parseNetwork(text);
    return network !== null && bits.length === network.bits.length && bits.startsWith(network.prefix);
  });
}

function parseNetwork(text: string): { bits: string; prefix: string } | null {
  const [address = "", length, ...rest] = text.split("/");
  const bits = rest.length > 0 ? null : addressBits(address);
  if (bits === null) return null;
  if (length === undefined) return { bits, prefix: bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits.length) return null;
  return { bits, prefix: bits.slice(0, Number(length)) };
}

/** 32 or 128 digits 0 and 1; an IPv4 address that is written as an IPv6 one counts as IPv4. */
function addressBits(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const plain = mapped?.[1] ?? address;
  return plain.includes(":") ? bitsOfGroups(plain) : bitsOfOctets(plain);
}

function bitsOfOctets(address: string): string | null {
  const octets = address.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)) return null;
  return octets.map((octet) => Number(octet).toString(2).padStart(8, "0")).join("");
}

function bitsOfGroups(address: string): string | null {
  const [head = "", tail, ...rest] = address.split("::");
  if (rest.length > 0) return null;
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...first, ...Array.from({ length: missing }, () => "0"), ...last];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}
