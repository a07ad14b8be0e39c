import { type JsonValue, parseJson, textOf, valueAt } from "./json-value.ts";

/** A call of an operator as it came. */
export interface OperatorCall {
  /** Without its question mark. */
  query: string;
  body: string;
}

/** Reads a field by its place: a JSON Pointer, or a name. Undefined where there is nothing. */
export type FieldReader = (field: string) => string | undefined;

export interface CallbackItem {
  read: FieldReader;
  /** The path of a field, for an error. */
  pathOf(field: string): string;
}

/** Items that one call may bring. */
export const itemLimit = 1_000;

/** What a call brings, item by item, or why it cannot be read. */
export function callbackItems(
  call: OperatorCall,
  { format, list }: { format: "json" | "form" | "query"; list: string | null },
): CallbackItem[] | { path: string; reason: string } {
  if (format !== "json") {
    const fields = new URLSearchParams(format === "form" ? call.body : call.query);
    return [{ read: (field) => fields.get(field) ?? undefined, pathOf: (field) => field }];
  }
  const json = parseJson(call.body);
  if (json === undefined) return { path: "", reason: "The body is not valid JSON." };
  if (list === null) return [itemOf(json, "")];
  const items = valueAt(json, list);
  if (!Array.isArray(items)) return { path: dotted(list), reason: "This must be a list." };
  if (items.length > itemLimit) return { path: dotted(list), reason: `This must have at most ${itemLimit} items.` };
  return items.map((item, index) => itemOf(item, `${list}/${index}`));
}

function itemOf(value: JsonValue, at: string): CallbackItem {
  return { read: (field) => textOf(valueAt(value, field)), pathOf: (field) => dotted(at + field) };
}

/** `/results/0/id` as `results.0.id`. */
function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".");
}
