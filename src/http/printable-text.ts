import { z } from "@hono/zod-openapi";

/** Control characters and halves of surrogate pairs have no business in a name. Length counts code points. */
const pattern = "^[^\\p{Cc}\\p{Cs}]{1,100}$";
const expression = new RegExp(pattern, "u");

/** A name or reference of 1 to 100 characters that can be shown as it is. */
export function printableText() {
  return z
    .string()
    .regex(expression, "This must have 1 to 100 characters, none of them a control character.")
    .openapi({ pattern });
}
