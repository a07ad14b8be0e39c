import type { Messages } from "../messages.ts";
import { core } from "./core.ts";
import { operator } from "./operator/index.ts";

export const messages: Messages = { ...core, operator };
