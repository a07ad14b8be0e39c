import { expect } from "vitest";

// vitest types its matchers as any; these say no more than that they are some value to compare with.

export const someString: unknown = expect.any(String);

export function stringWith(part: string): unknown {
  return expect.stringContaining(part);
}

export function stringLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function listWith(...items: unknown[]): unknown {
  return expect.arrayContaining(items);
}

export function objectWith(fields: Record<string, unknown>): unknown {
  return expect.objectContaining(fields);
}
