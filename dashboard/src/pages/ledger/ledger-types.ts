export const ledgerTypes = ["hold", "refund", "top_up", "adjustment"] as const;
