/** Why nothing goes to an operator for a while: it does not answer, refuses our credentials, or asked for it. */
export const restReasons = ["unreachable", "refused", "asked"] as const;
export type RestReason = (typeof restReasons)[number];
