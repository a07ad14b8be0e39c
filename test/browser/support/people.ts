import type { Edge, Person } from "./scene.ts";

type Invited = { email: string; operator: true } | { email: string; accountId: string; role: string };

export const password = "un-faro-en-la-costa";

/** The token of a link for them. */
export async function invitePerson({ url, adminKey }: Edge, invited: Invited): Promise<string> {
  const response = await fetch(`${url}/admin/v1/invitations`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: JSON.stringify(invited),
  });
  const { link } = (await okJson(response)) as { link: string };
  return link.slice(link.lastIndexOf("/") + 1);
}

/** Invites them and accepts in their name. */
export async function signUp(edge: Edge, invited: Invited, name: string): Promise<Person> {
  const token = await invitePerson(edge, invited);
  const response = await fetch(`${edge.url}/people/v1/invitations/${token}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: edge.url },
    body: JSON.stringify({ name, password, locale: "en" }),
  });
  await okJson(response);
  return {
    email: invited.email,
    password,
    cookies: response.headers.getSetCookie().map((line) => cookieOf(line, edge.url)),
  };
}

function cookieOf(line: string, url: string): Person["cookies"][number] {
  const [pair = ""] = line.split(";");
  const equals = pair.indexOf("=");
  return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url };
}

async function okJson(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
