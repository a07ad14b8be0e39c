import { type Door, operatorDoor, ownDoor } from "../../actors.ts";
import { accountParameters } from "../money/money-schemas.ts";

/** The ways to what an account keeps. */
export const retentionDoors: readonly Door[] = [ownDoor, operatorDoor];

/** The request of an operation at a door, without its body. */
export function retentionRequest(door: Door) {
  return {
    ...(door.noun !== "" && { params: accountParameters }),
    ...(door.headers !== undefined && { headers: door.headers }),
  };
}
