import { loadOnce } from "./load-once.ts";
import { originOf } from "./origin.ts";
import { peopleSecret } from "./secret.ts";

/** A request of better-auth's, by its path under /auth. */
export interface AuthRequest {
  path: string;
  body: object;
}

/** What it answered: the body to be looked at, the cookies to be passed on. */
export interface AuthAnswer {
  ok: boolean;
  /** better-auth's own error code, empty where it went well. */
  code: string;
  body: unknown;
  cookies: string[];
}

const loadAuth = loadOnce(() => import("./auth.ts"));

/** Asks better-auth, as the browser that made `request`. Its code is run here, at the first call. */
export async function callAuth(
  env: Pick<Env, "DB" | "CREDENTIALS_KEY">,
  request: Request,
  { path, body }: AuthRequest,
): Promise<AuthAnswer> {
  const origin = originOf(request);
  const { createAuth } = await loadAuth();
  // For this request alone: what it begins to do, another request could not wait for.
  const auth = createAuth({ db: env.DB, secret: await peopleSecret(env), origin });
  const headers = new Headers({ "content-type": "application/json", origin });
  for (const name of ["cookie", "user-agent", "cf-connecting-ip"]) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const asked = new Request(`${origin}/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const response = await auth.handler(asked);
  const answered: unknown = await response.json().catch(() => null);
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status}: ${JSON.stringify(answered)}`);
  const code = response.ok ? "" : codeOf(answered);
  return { ok: response.ok, code, body: answered, cookies: response.headers.getSetCookie() };
}

function codeOf(body: unknown): string {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string" ? body.code : "";
}
