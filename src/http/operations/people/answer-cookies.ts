/** An answer that sets cookies, and is nobody else's to keep. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "no-store");
  return response;
}

export function noContent(cookies: readonly string[] = []): Response {
  return withCookies(new Response(null, { status: 204 }), cookies);
}
