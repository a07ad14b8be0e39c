import type { Problem } from "../client/index.ts";

/** What a person is told of a problem. */
type Told = Pick<Problem, "code" | "detail"> & Partial<Pick<Problem, "requestId" | "errors">>;

/** What a problem+json says, for a person; null where it is none. */
export function problemText(status: number, body: unknown): string | null {
  if (!isProblem(body)) return null;
  const { code, detail, requestId, errors = [] } = body;
  const lines = [`${detail} (${code}, ${status})`];
  // One field that is wrong has been told already.
  if (errors.length > 1 || errors.some(({ message }) => !detail.includes(message))) {
    for (const { path, message } of errors) lines.push(`  ${path}: ${message}`);
  }
  if (status >= 500 && requestId !== undefined) lines.push(`  The edge's log has more under ${requestId}.`);
  return lines.join("\n");
}

/** Whoever stands between the edge and this program answers in a way of its own. */
function isProblem(body: unknown): body is Told {
  if (!hasTexts(body, ["code", "detail"])) return false;
  const { requestId = "", errors = [] } = body;
  if (typeof requestId !== "string" || !Array.isArray(errors)) return false;
  return errors.every((error) => hasTexts(error, ["path", "message"]));
}

function hasTexts(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const members = value as Record<string, unknown>;
  return names.every((name) => typeof members[name] === "string");
}
