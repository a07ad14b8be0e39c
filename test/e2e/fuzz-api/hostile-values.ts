import type { Chance } from "./chance.ts";

const strings: readonly string[] = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\u202Egnp.exe",
  "🧑🏽‍🚀".repeat(40),
  "a".repeat(300),
  "a".repeat(70_000),
  "é".repeat(1_000),
  "' OR 1=1 --",
  "'; DROP TABLE messages; --",
  "${7*7}{{text}}{{{}}}",
  "../../etc/passwd",
  "%00%2e%2e%2f",
  "__proto__",
  "constructor",
  "null",
  "NaN",
  "+0",
  "+99999999999999999999",
  "0".repeat(50),
  "1e309",
  "2026-02-30T25:61:61Z",
  "9999-12-31T23:59:59.999Z",
  "-271821-04-20T00:00:00Z",
  "0000-00-00T00:00:00+99:99",
  "America/Nowhere",
  "*/0 * * * *",
  "0 0 31 2 *",
  "* * * * * * * *",
  "http://[::1",
  "https://user:pass@127.0.0.1:0/",
  "javascript:alert(1)",
  "(a+)+$",
  "msg_00000000000000000000000000",
  "acc_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
  "\r\nx-injected: 1",
  "\t\u0085\u2028\u2029\ufeff",
];

const others: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  [],
  {},
  [[]],
  [null],
  { "": "" },
  { toString: 1, valueOf: null, constructor: {}, hasOwnProperty: 0 },
];

export function hostileString(chance: Chance): string {
  return chance.pick(strings);
}

/** A value of another type, or of the right one beyond its bounds. */
export function hostileValue(chance: Chance): unknown {
  if (chance.is(0.5)) return hostileString(chance);
  if (chance.is(0.8)) return chance.pick(others);
  return chance.is(0.5) ? nested(chance.integer(2, 500)) : Array.from({ length: chance.integer(2, 3_000) }, () => 1);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
