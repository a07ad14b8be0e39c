import { idLowerBound } from "../ids.ts";
import type { AcceptedText } from "./message.ts";

/**
 * The id whose time says which routes a text goes by: its own, which is of the moment it was accepted, or one of the moment at
 * which its time came. Either is fixed before the text leaves, so a second delivery comes to the same.
 */
export function routingIdOf({ id, firedAtMs }: Pick<AcceptedText, "id" | "firedAtMs">): string {
  return firedAtMs === undefined ? id : idLowerBound("message", firedAtMs);
}
