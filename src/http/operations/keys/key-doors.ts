import { z } from "@hono/zod-openapi";
import type { ErrorCode } from "../../../errors.ts";
import { type Door, operatorDoor, ownDoor, parentDoor } from "../../actors.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { exampleKeyId } from "./key-schemas.ts";

/** The ways to an account's keys. */
export const keyDoors: readonly Door[] = [ownDoor, operatorDoor, parentDoor];

/** What any operation on keys may answer. */
export const keyErrors = [
  "invalid_request",
  "unauthenticated",
  "missing_scope",
  "not_found",
] as const satisfies ErrorCode[];

const accountParameter = { id: z.string().openapi({ description: "The account's.", example: exampleAccountId }) };
const keyParameter = { keyId: z.string().openapi({ example: exampleKeyId }) };

/** The parameters of a door's path, with the key's where it goes on to one. */
function keyParameters(door: Door, one: boolean): z.ZodObject {
  return z.object({ ...(door.noun === "" ? {} : accountParameter), ...(one ? keyParameter : {}) });
}

/** The request of an operation at a door, without its body. */
export function keyRequest(door: Door, one: boolean) {
  return { params: keyParameters(door, one), ...(door.headers !== undefined && { headers: door.headers }) };
}
