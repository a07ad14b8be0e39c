/** Only what the dashboard itself brings may run, and it talks to nobody but the edge it came from. */
const policy = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

/** swagger-ui makes style elements and has its icons in its style sheet. */
const documentationPolicy = { ...policy, "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:" };

/** The file `_headers`, which Workers assets and Pages read alike. Names of files in /assets/ change with their content. */
export const headersFile = `/*
  Content-Security-Policy: ${directives(policy)}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Strict-Transport-Security: max-age=31536000
  Cache-Control: no-cache

/assets/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable

/docs/*
  ! Content-Security-Policy
  Content-Security-Policy: ${directives(documentationPolicy)}
`;

function directives(named: Record<string, string>): string {
  return Object.entries(named)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}
