import { createIdFactory } from "../ids.ts";

/** Ids of accounts and keys; random, so those of different machines never meet. */
export const newIds = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));
