/** What is done to messages on their way out: each has a cursor of its own in each database. */
export type RetentionStage = "text" | "number" | "inbound_text" | "inbound_number";
