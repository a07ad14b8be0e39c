import { expect, test } from "vitest";
import { ownPath } from "../../src/pages/sign-in/use-enter.ts";

const origin = "https://sms.example.com";

test("after the sign-in one comes to where one was going", () => {
  expect(ownPath("/a/acc_1/messages?status=sent#x", origin)).toBe("/a/acc_1/messages?status=sent#x");
});

test.each([
  undefined,
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "javascript:alert(1)",
  "a/acc_1",
  "/\t/evil.example",
])("and nowhere else: %s", (next) => {
  const path = ownPath(next, origin);
  expect(new URL(path, origin).origin).toBe(origin);
  expect(path.startsWith("//")).toBe(false);
});
