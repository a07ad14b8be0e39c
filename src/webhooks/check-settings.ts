import type { FieldError, Result } from "../errors.ts";
import { ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { checkCustomHeaders } from "./custom-headers.ts";
import type { EndpointSettings } from "./endpoint.ts";
import { parseEndpointUrl } from "./endpoint-url.ts";

/** Checks what a schema cannot: where the URL leads, and which headers are the customer's to set. Errors: invalid_url, invalid_request. */
export function checkSettings<Settings extends Partial<EndpointSettings>>(
  env: Pick<Env, "ALLOW_PRIVATE_WEBHOOKS">,
  settings: Settings,
): Result<Settings> {
  const checked = { ...settings };
  const fields: FieldError[] = [];
  if (settings.url !== undefined) {
    // The generated type knows only the value of wrangler.toml.
    const allowPrivate = (env.ALLOW_PRIVATE_WEBHOOKS as string) === "true";
    const url = parseEndpointUrl(settings.url, { allowPrivate });
    if (url.ok) checked.url = url.value;
    else fields.push(...(url.error.fields ?? []));
  }
  if (settings.headers !== undefined) {
    const headers = checkCustomHeaders(settings.headers);
    if (headers.ok) checked.headers = headers.value;
    else fields.push(...(headers.error.fields ?? []));
  }
  return fields.length === 0 ? ok(checked) : failFields(fields);
}
