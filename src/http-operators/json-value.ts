/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** What V8 tells a reviver beside key and value; not yet in TypeScript's library. */
interface ReviverContext {
  readonly source?: string;
}

/**
 * Parses JSON; undefined where it is none. A whole number that a double cannot hold becomes its digits as a string: operators
 * write message ids of 64 bits as numbers.
 */
export function parseJson(text: string): JsonValue | undefined {
  const revive = (_key: string, value: JsonValue, context?: ReviverContext): JsonValue => {
    const source = context?.source;
    const isTooLarge = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
    return isTooLarge && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  };
  try {
    return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as JsonValue;
  } catch {
    return undefined;
  }
}

/** What a JSON Pointer (RFC 6901) names; the empty pointer is the whole. Undefined where there is nothing. */
export function valueAt(value: JsonValue | undefined, pointer: string): JsonValue | undefined {
  if (pointer === "") return value;
  let found = value;
  for (const token of pointer.slice(1).split("/")) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(found)) found = /^(?:0|[1-9]\d{0,6})$/.test(name) ? found[Number(name)] : undefined;
    else if (typeof found === "object" && found !== null) found = Object.hasOwn(found, name) ? found[name] : undefined;
    else return undefined;
  }
  return found;
}

/** A string, number or truth value as text; undefined for anything else and for nothing. */
export function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
