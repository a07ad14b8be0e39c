/** An answer that a webhook endpoint gave with its response to a text. */
export interface CallbackReply {
  /** `text`: the response's body was the answer itself. */
  format: "json" | "text";
  text: string;
}

/** Octets of a response's body that an answer may be in. */
export const replyBodyBytes = 8_192;

/** The answer in a response: `{"reply": {"text": …}}`, or plain text; null where it has none. */
export function readCallbackReply(contentType: string | null, body: string): CallbackReply | null {
  const mediaType = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (mediaType === "text/plain") {
    const text = body.trim();
    return text === "" ? null : { format: "text", text };
  }
  if (mediaType !== "application/json") return null;
  const text = textOf(parse(body));
  return text === null || text.trim() === "" ? null : { format: "json", text };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("reply" in value)) return null;
  const { reply } = value;
  if (typeof reply !== "object" || reply === null || !("text" in reply)) return null;
  return typeof reply.text === "string" ? reply.text : null;
}
