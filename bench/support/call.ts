/** One request; throws where it is refused. Resolves with the answer, read as JSON where there is one. */
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<unknown>;

/** Calls under one key. A text is sent as CSV, anything else as JSON. */
export function callWith(url: string, key: string): Call {
  return async (method, path, body, headers = {}) => {
    const isCsv = typeof body === "string";
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": isCsv ? "text/csv" : "application/json",
        ...headers,
      },
      ...(body !== undefined && { body: isCsv ? body : JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${answer}`);
    return answer === "" ? undefined : (JSON.parse(answer) as unknown);
  };
}
