import { z } from "@hono/zod-openapi";
import { type Result, failField, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";

const authorPattern = /^[\x21-\x7e\xa0-\xff](?:[\x20-\x7e\xa0-\xff]{0,98}[\x21-\x7e\xa0-\xff])?$/;

export const authorHeaders = z.object({
  "X-Heliograph-Author": z.string().regex(authorPattern).optional().openapi({
    description: "Who makes the change, for the record; `admin` where it is left out.",
    example: "maria@example.com",
  }),
});

/** Who makes a change: who is signed in, or with the operators' key, which they share, by their own account. Errors: invalid_request. */
export function readAuthor(c: AppContext): Result<string> {
  const signedIn = c.get("signedIn");
  if (signedIn !== undefined) return ok(signedIn.person.email);
  const author = c.req.raw.headers.get("x-heliograph-author");
  if (author === null) return ok("admin");
  if (authorPattern.test(author)) return ok(author);
  return failField("X-Heliograph-Author", "invalid_request", "This header must have 1 to 100 printable characters.");
}
