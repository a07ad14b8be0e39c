import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { validate } from "../../../src/http/validate.ts";

const schema = z.strictObject({
  name: z.string().min(2).max(3),
  count: z.number().int().min(1).max(5),
  lane: z.enum(["otp", "bulk"]),
  list: z.array(z.strictObject({ id: z.string() })).max(1),
});
const good = { name: "abc", count: 1, lane: "otp", list: [{ id: "a" }] };

function firstError(value: unknown, prefix?: string) {
  const result = validate(schema, value, prefix);
  if (result.ok) throw new Error("this should not be valid");
  return result.error;
}

describe("validate", () => {
  it("gives back what is valid", () => {
    expect(validate(schema, good)).toEqual({ ok: true, value: good });
  });

  it.each<[string, unknown, string, string]>([
    ["a missing field", { ...good, name: undefined }, "name", "This field is required."],
    ["a wrong type", { ...good, name: 1 }, "name", "This must be a string."],
    ["a broken number", { ...good, count: 1.5 }, "count", "This must be an integer."],
    ["a number too small", { ...good, count: 0 }, "count", "This must be at least 1."],
    ["a number too large", { ...good, count: 6 }, "count", "This must be at most 5."],
    ["a string too short", { ...good, name: "a" }, "name", "This must have at least 2 characters."],
    ["a list too long", { ...good, list: [{ id: "a" }, { id: "b" }] }, "list", "This must have at most 1 items."],
    ["another value", { ...good, lane: "express" }, "lane", "This must be one of otp, bulk."],
    ["an unknown field", { ...good, more: 1 }, "more", "There is no such field here."],
    ["an unknown field inside", { ...good, list: [{ id: "a", x: 1 }] }, "list.0.x", "There is no such field here."],
    ["no object at all", null, "", "This must be an object."],
  ])("says where %s is and what would be right", (_, value, path, message) => {
    const { code, fields } = firstError(value);
    expect(code).toBe("invalid_request");
    expect(fields).toEqual([{ path, code: "invalid_request", message }]);
  });

  it("puts the prefix before the path", () => {
    expect(firstError({ ...good, count: 0 }, "messages.3.").fields?.[0]?.path).toBe("messages.3.count");
  });

  it("tells of several fields at once", () => {
    expect(firstError({}).fields?.map(({ path }) => path)).toEqual(["name", "count", "lane", "list"]);
    expect(firstError({ ...good, name: 1 }).message).toBe("name: This must be a string.");
  });

  it("does not let a hostile body fill the answer", () => {
    const hostile = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${"x".repeat(500)}${index}`, 1]));
    const { fields = [] } = firstError({ ...good, ...hostile });
    expect(fields).toHaveLength(100);
    expect(Math.max(...fields.map(({ path }) => path.length))).toBe(100);
  });
});
