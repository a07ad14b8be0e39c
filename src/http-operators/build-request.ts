import { hexOf } from "./hex.ts";
import type { JsonValue } from "./json-value.ts";
import type { HttpOperatorConfig, RequestBody } from "./operator-config.ts";
import {
  type Placeholder,
  type TemplateValues,
  bodyEscapeFor,
  escapeHeaderValue,
  escapeUrlPart,
  lonePlaceholderOf,
  renderTemplate,
} from "./template.ts";

/** A request as it goes out. */
export interface BuiltRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * The request that a configuration makes of a text's values, each escaped for where it stands. `secret` is what the
 * configured authentication goes with; empty where there is none.
 */
export async function buildRequest(
  config: Pick<HttpOperatorConfig, "request" | "auth">,
  values: TemplateValues,
  secret: string,
): Promise<BuiltRequest> {
  const { request, auth } = config;
  const all: TemplateValues = auth.kind === "placeholder" ? { ...values, secret } : values;
  const body = request.body === null ? null : renderBody(request.body, all);
  const headers: Record<string, string> = { "user-agent": "Heliograph" };
  if (body !== null) headers["content-type"] = body.contentType;
  for (const [name, template] of Object.entries(request.headers)) {
    headers[name.toLowerCase()] = renderTemplate(template, all, escapeHeaderValue);
  }
  const proof = await proofOf(auth, values, body?.text ?? "", secret);
  if (proof !== null) headers[proof.name.toLowerCase()] = escapeHeaderValue(proof.value);
  return {
    method: request.method,
    url: renderTemplate(request.url, all, escapeUrlPart),
    headers,
    body: body?.text ?? null,
  };
}

function renderBody(body: RequestBody, values: TemplateValues): { contentType: string; text: string } {
  switch (body.kind) {
    case "json":
      return {
        contentType: "application/json",
        text: JSON.stringify(renderJson(body.value as JsonValue, values) ?? null),
      };
    case "form": {
      const form = new URLSearchParams();
      for (const [name, template] of Object.entries(body.fields)) {
        const value = renderTemplate(template, values);
        if (value !== "" || lonePlaceholderOf(template) === null) form.append(name, value);
      }
      return { contentType: "application/x-www-form-urlencoded", text: form.toString() };
    }
    case "text":
      return {
        contentType: body.contentType,
        text: renderTemplate(body.text, values, bodyEscapeFor(body.contentType)),
      };
  }
}

/** Undefined for a placeholder that has no value: what it stands for is left out. */
function renderJson(value: JsonValue, values: TemplateValues): JsonValue | undefined {
  if (typeof value === "string") return renderJsonString(value, values);
  if (Array.isArray(value)) {
    return value.map((item) => renderJson(item, values)).filter((item) => item !== undefined);
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).flatMap(([name, item]) => {
    const rendered = renderJson(item, values);
    return rendered === undefined ? [] : [[name, rendered] as const];
  });
  return Object.fromEntries(members);
}

function renderJsonString(template: string, values: TemplateValues): JsonValue | undefined {
  const lone = lonePlaceholderOf(template);
  if (lone === null) return renderTemplate(template, values);
  // The configuration's check let pass only names that there are.
  const value = values[lone.name as Placeholder] ?? "";
  if (value === "" && lone.name !== "text") return undefined;
  return lone.asNumber && Number.isFinite(Number(value)) ? Number(value) : value;
}

async function proofOf(
  auth: HttpOperatorConfig["auth"],
  values: TemplateValues,
  body: string,
  secret: string,
): Promise<{ name: string; value: string } | null> {
  switch (auth.kind) {
    case "none":
    case "placeholder":
      return null;
    case "basic":
      return { name: "authorization", value: `Basic ${base64(encoder.encode(`${auth.username}:${secret}`))}` };
    case "bearer":
      return { name: "authorization", value: `Bearer ${secret}` };
    case "header":
      return { name: auth.name, value: secret };
    case "hmacSha256": {
      const mac = await sign(renderTemplate(auth.over, { ...values, body }), secret);
      return { name: auth.header, value: auth.prefix + (auth.encoding === "hex" ? hexOf(mac) : base64(mac)) };
    }
  }
}

const encoder = new TextEncoder();

async function sign(text: string, secret: string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

function base64(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets));
}
