import { core } from "./core.ts";
import { operator } from "./operator/index.ts";

/** All there is, for types and tests; the browser loads the two apart. */
export const messages = { ...core, operator };
