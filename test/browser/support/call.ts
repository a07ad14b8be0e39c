import { randomUUID } from "node:crypto";
import type { Edge } from "./scene.ts";

/** A request of the API as a program makes it: with the account's key, or with the operator's below /admin. */
export async function call(edge: Edge, method: string, path: string, body?: unknown): Promise<unknown> {
  const key = path.startsWith("/admin/") ? edge.adminKey : edge.apiKey;
  const response = await fetch(edge.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
