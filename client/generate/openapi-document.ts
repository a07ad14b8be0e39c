import { createHash } from "node:crypto";
import { createApp } from "../../src/http/app.ts";

/** The API's own description, as the Worker answers it, and a digest of it. */
export async function openApiDocument(): Promise<{ json: string; digest: string }> {
  const request = new Request("http://localhost/openapi.json");
  // Nothing of the environment is touched on the way to the document.
  const response = await createApp().fetch(request, {} as Env, {} as ExecutionContext);
  if (response.status !== 200) throw new Error(`the document was answered with ${response.status}`);
  const json = JSON.stringify(await response.json(), null, 2);
  return { json, digest: createHash("sha256").update(json).digest("hex") };
}
