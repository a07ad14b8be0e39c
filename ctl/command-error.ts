/** Why a command was not done; its message is all the person needs. */
export class CommandError extends Error {}
