import { describe, expect, test } from "vitest";
import { type AllowedDestinations, anywhere } from "../../../src/accounts/account.ts";
import { compileDestinations } from "../../../src/accounts/destinations.ts";

const colombia = "+573001234567";
const mexico = "+525512345678";
const canada = "+14165550123";

describe("allowed destinations", () => {
  test("are all where nothing is named", () => {
    expect(compileDestinations(anywhere)).toBeNull();
  });

  test.for<[Partial<AllowedDestinations>, string, boolean]>([
    [{ countries: ["CO"] }, colombia, true],
    [{ countries: ["CO"] }, mexico, false],
    [{ countries: ["US"] }, canada, false],
    [{ countries: ["CA"] }, canada, true],
    [{ prefixes: ["52"] }, mexico, true],
    [{ prefixes: ["52"] }, colombia, false],
    [{ countries: ["CO"], prefixes: ["52"] }, mexico, true],
    [{ deniedPrefixes: ["57300"] }, colombia, false],
    [{ deniedPrefixes: ["57300"] }, mexico, true],
    [{ countries: ["CO"], prefixes: ["57300123"], deniedPrefixes: ["57300"] }, colombia, false],
  ])("%j take %s: %s", ([destinations, to, expected]) => {
    expect(compileDestinations({ ...anywhere, ...destinations })?.(to)).toBe(expected);
  });
});
