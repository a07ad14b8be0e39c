/** A moment as a datetime-local field has it, in the person's zone; empty where there is none. */
export function localTimeOf(at: string | null | undefined): string {
  if (at === null || at === undefined || Number.isNaN(Date.parse(at))) return "";
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment of a datetime-local field, as the API takes it. */
export function momentOf(localTime: string): string | undefined {
  const at = new Date(localTime);
  return localTime === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** As `momentOf`, with null for none. */
export function momentOrNull(localTime: string): string | null {
  return momentOf(localTime) ?? null;
}
