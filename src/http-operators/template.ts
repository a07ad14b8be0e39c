/** What a template can name of any text. */
const textPlaceholders = [
  "to",
  "toDigits",
  "from",
  "text",
  "messageId",
  "requestId",
  "encoding",
  "dataCoding",
  "segmentCount",
  "validitySeconds",
  "accountId",
  "clientReference",
  "receiptUrl",
  "inboundUrl",
  "timestampSeconds",
  "secret",
] as const;

/** What there is only where the gateway cuts the text itself: one request is one segment. */
export const segmentPlaceholders = ["segment", "udhHex", "dataHex"] as const;

/** What a signature can be made over, beside the rest. */
const signaturePlaceholders = ["body"] as const;

export const placeholders = [...textPlaceholders, ...segmentPlaceholders, ...signaturePlaceholders] as const;
export type Placeholder = (typeof placeholders)[number];

/** What stands in the place of each placeholder; empty where the text has no such thing. */
export type TemplateValues = Readonly<Partial<Record<Placeholder, string>>>;

const known: ReadonlySet<string> = new Set(placeholders);
const anyPlaceholder = /\{\{([^{}]*)\}\}/g;
const lonePlaceholder = /^\{\{(\w+)(:number)?\}\}$/;

/** The names that a template uses, those that there are not included. */
export function placeholdersIn(template: string): string[] {
  return Array.from(template.matchAll(anyPlaceholder), ([, name = ""]) => name);
}

export function isPlaceholder(name: string): name is Placeholder {
  return known.has(name);
}

/** A template that is one placeholder and nothing else; `asNumber` where it is written `{{name:number}}`. */
export function lonePlaceholderOf(template: string): { name: string; asNumber: boolean } | null {
  const match = lonePlaceholder.exec(template);
  return match === null ? null : { name: match[1] ?? "", asNumber: match[2] !== undefined };
}

/** Puts values into a template, each as `escape` gives it. */
export function renderTemplate(
  template: string,
  values: TemplateValues,
  escape: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(anyPlaceholder, (_, name: string) =>
    isPlaceholder(name) ? escape(values[name] ?? "") : "",
  );
}

/** For a part of a URL: RFC 3986 §2.1, of UTF-8. */
export function escapeUrlPart(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/** For a header's value: nothing that could end the line, and what is not ASCII percent-encoded, as no header can carry it. */
export function escapeHeaderValue(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .replaceAll(/[^\u0020-\u007e]+/g, (part) => encodeURIComponent(part));
}

const xmlEntities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/** For a body of this media type: entities in XML, a string's inside in JSON, percent-encoded in a form, and as it is elsewhere. */
export function bodyEscapeFor(contentType: string): (value: string) => string {
  const type = contentType.toLowerCase();
  if (/[/+]xml\b/.test(type)) return (value) => value.replaceAll(/[&<>"']/g, (found) => xmlEntities.get(found) ?? "");
  if (/[/+]json\b/.test(type)) return (value) => JSON.stringify(value).slice(1, -1);
  if (type.startsWith("application/x-www-form-urlencoded")) return escapeUrlPart;
  return (value) => value;
}
