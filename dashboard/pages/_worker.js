// Cloudflare Pages: the API's paths go to the Worker, as its own would, so that page, API and cookie have one origin.
export default {
  /** @type {(request: Request, env: { API: { fetch: typeof fetch } }) => Promise<Response>} */
  fetch: (request, env) => env.API.fetch(request),
};
