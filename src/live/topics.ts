/** The name of the object that tells of the whole system; those of accounts have the account's id. */
export const systemTopic = "system";

/** Whose a topic is; null for the system's. */
export function accountOfTopic(topic: string): string | null {
  return topic === systemTopic ? null : topic;
}
