import { callAuth } from "./call-auth.ts";
import { forgetSessions } from "./find-session.ts";

/** Ends a browser's session, where it has one. The cookies to be set. */
export async function signOut(
  env: Pick<Env, "DB" | "CREDENTIALS_KEY">,
  request: Request,
): Promise<{ cookies: string[] }> {
  const { cookies } = await callAuth(env, request, { path: "/sign-out", body: {} });
  forgetSessions();
  return { cookies };
}
