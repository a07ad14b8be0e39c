/** What an address's search may hold, read without trusting it. Undefined is left out of the address. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  // The router reads what looks like a number or a flag as one.
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((known) => known === value);
}

export function matching(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

/** Values without those that are not set: for searches and for parameters of the API, which tell `undefined` and left out apart. */
export function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
