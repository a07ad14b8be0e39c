/** A link cannot set headers, so the account is in the address. */
export function downloadUrl(
  path: string,
  accountId: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  parameters.set("account", accountId);
  return `${path}?${parameters}`;
}
