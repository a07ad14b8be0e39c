import { compileTextPattern } from "../routing/text-pattern.ts";
import type { JsonValue } from "./json-value.ts";
import type { HttpOperatorDraft } from "./operator-config.ts";
import { isPlaceholder, lonePlaceholderOf, placeholdersIn, segmentPlaceholders } from "./template.ts";

export interface ConfigProblem {
  path: (string | number)[];
  message: string;
}

/** A template of a configuration, and where it stands. */
interface PlacedTemplate {
  path: (string | number)[];
  text: string;
}

/** What contradicts itself in a configuration whose fields are each in order. */
export function operatorConfigProblems(config: HttpOperatorDraft): ConfigProblem[] {
  return [
    ...urlProblems(config),
    ...requestProblems(config),
    ...templatesOf(config).flatMap((template) => templateProblems(config, template)),
    ...responseProblems(config),
    ...callbackProblems(config),
  ];
}

function urlProblems({ request, allowInsecure }: HttpOperatorDraft): ConfigProblem[] {
  const path = ["request", "url"];
  const origin = /^(https?):\/\/([^/?#{}@\s]+)(?=[/?#]|$)/.exec(request.url);
  if (origin === null || !URL.canParse(`${origin[0]}/`)) {
    return [{ path, message: "This must begin with https:// and a host, without placeholders or a user in them." }];
  }
  if (origin[1] !== "https" && !allowInsecure) {
    return [{ path, message: "This must begin with https://, or allowInsecure must be true." }];
  }
  return [];
}

function requestProblems({ request, auth }: HttpOperatorDraft): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (request.method === "GET" && request.body !== null) {
    problems.push({ path: ["request", "body"], message: "A GET has no body." });
  }
  if (auth.kind === "hmacSha256") {
    for (const name of placeholdersIn(auth.over)) {
      if (name !== "body" && (name === "secret" || !isPlaceholder(name))) {
        problems.push(unknownPlaceholder(["auth", "over"], name));
      }
    }
  }
  return problems;
}

function templateProblems(config: HttpOperatorDraft, { path, text }: PlacedTemplate): ConfigProblem[] {
  const { splits, auth, callbacks, publicUrl } = config;
  const isJson = path[1] === "body" && config.request.body?.kind === "json";
  return placeholdersIn(text).flatMap((written): ConfigProblem[] => {
    const name = isJson ? (lonePlaceholderOf(text)?.name ?? written) : written;
    if (!isPlaceholder(name) || name === "body") return [unknownPlaceholder(path, written)];
    if (!splits && segmentPlaceholders.some((own) => own === name)) {
      return [{ path, message: `{{${name}}} is there only where splits is true.` }];
    }
    if (name === "secret" && auth.kind !== "placeholder") {
      return [{ path, message: "{{secret}} is there only where auth.kind is placeholder." }];
    }
    if (name === "receiptUrl" && (publicUrl === null || callbacks.receipts === null)) {
      return [{ path, message: "{{receiptUrl}} is there only with publicUrl and callbacks.receipts." }];
    }
    if (name === "inboundUrl" && (publicUrl === null || callbacks.inbound === null)) {
      return [{ path, message: "{{inboundUrl}} is there only with publicUrl and callbacks.inbound." }];
    }
    return [];
  });
}

function responseProblems({ response: { condition } }: HttpOperatorDraft): ConfigProblem[] {
  if (condition === null || !("pattern" in condition)) return [];
  const pattern = compileTextPattern(condition.pattern);
  return pattern.ok ? [] : [{ path: ["response", "condition", "pattern"], message: pattern.reason }];
}

function callbackProblems({ callbacks }: HttpOperatorDraft): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const kind of ["receipts", "inbound"] as const) {
    const callback = callbacks[kind];
    if (callback === null) continue;
    const path = ["callbacks", kind];
    if (callback.format !== "json") {
      if (callback.list !== null) problems.push({ path: [...path, "list"], message: "Only json has lists." });
      continue;
    }
    const { answer: _answer, format: _format, list: _list, ...fields } = callback;
    for (const [field, value] of namedFields(fields)) {
      if (!value.startsWith("/")) {
        problems.push({ path: [...path, ...field], message: "This must be a JSON Pointer such as /id." });
      }
    }
  }
  const { inbound } = callbacks;
  if (inbound !== null && inbound.text === null && inbound.dataHex === null) {
    problems.push({ path: ["callbacks", "inbound", "text"], message: "A text needs text, dataHex, or both." });
  }
  if (inbound !== null && inbound.parts !== null && inbound.udhHex !== null) {
    problems.push({
      path: ["callbacks", "inbound", "parts"],
      message: "Parts are numbered here or in udhHex, not both.",
    });
  }
  return problems;
}

/** The fields of a callback that say where something stands. */
function namedFields(callback: Readonly<Record<string, unknown>>): [string[], string][] {
  return Object.entries(callback).flatMap(([name, value]): [string[], string][] => {
    if (typeof value === "string") return [[[name], value]];
    if (name !== "parts" || typeof value !== "object" || value === null) return [];
    return Object.entries(value).map(([part, field]) => [[name, part], String(field)]);
  });
}

function templatesOf({ request }: HttpOperatorDraft): PlacedTemplate[] {
  const templates: PlacedTemplate[] = [{ path: ["request", "url"], text: request.url }];
  for (const [name, text] of Object.entries(request.headers)) {
    templates.push({ path: ["request", "headers", name], text });
  }
  const path = ["request", "body"];
  switch (request.body?.kind) {
    case "json":
      templates.push(...stringsOf(request.body.value as JsonValue, [...path, "value"]));
      break;
    case "form":
      for (const [name, text] of Object.entries(request.body.fields)) {
        templates.push({ path: [...path, "fields", name], text });
      }
      break;
    case "text":
      templates.push({ path: [...path, "text"], text: request.body.text });
      break;
    case undefined:
  }
  return templates;
}

function stringsOf(value: JsonValue, path: (string | number)[]): PlacedTemplate[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsOf(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => stringsOf(item, [...path, name]));
}

function unknownPlaceholder(path: (string | number)[], name: string): ConfigProblem {
  return { path, message: `There is no placeholder {{${name.slice(0, 40)}}} here.` };
}
