/** As many as one request of the API takes. */
export const mostRecipients = 1_000;

/** The recipients of a list as people type or paste it, each once. What is a phone number is the edge's to say. */
export function parseRecipients(list: string): string[] {
  const written = list.split(/[,;\n\r\t]+/).map((part) => part.trim());
  return [...new Set(written.filter((part) => part !== ""))];
}
