/**
 * Whether a request that changes something, or opens a socket, may have been made by another site's page, with cookies that the browser
 * adds by itself. Browsers say where a request comes from, and pages cannot; what says nothing and has cookies is not believed.
 */
export function isCrossSite(request: Request): boolean {
  const { headers, method } = request;
  if ((method === "GET" || method === "HEAD") && !headers.has("upgrade")) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin";
  const origin = headers.get("origin");
  if (origin === null) return headers.has("cookie");
  if (!URL.canParse(origin)) return true;
  const [from, here] = [new URL(origin), new URL(request.url)];
  // Where a proxy ends TLS, the browser has https and we have not. The other way round it is a page that anybody on the way could have written.
  return from.host !== here.host || (here.protocol === "https:" && from.protocol !== "https:");
}
