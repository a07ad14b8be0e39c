/** Where the browser is: behind a proxy that ends TLS only it has the scheme. Another site's has been refused before. */
export function originOf(request: Request): string {
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) ? new URL(origin).origin : new URL(request.url).origin;
}
