import { errorOf } from "../api/api-error.ts";

/** Uploads a CSV file as it is: openapi-fetch would read it whole. */
export async function postFile(path: string, accountId: string, file: File): Promise<Response> {
  const response = await fetch(path, {
    method: "POST",
    headers: {
      "content-type": "text/csv",
      "x-heliograph-account": accountId,
      "idempotency-key": crypto.randomUUID(),
    },
    body: file,
  });
  if (response.ok) return response;
  throw errorOf(await response.json().catch(() => undefined), response);
}
