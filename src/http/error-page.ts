import { type ErrorCode, errorTable } from "../errors.ts";
import { errorStatus } from "./error-status.ts";

/** /docs/errors, where the `type` of every problem points. */
export function errorPage(): Response {
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}

const rows = (Object.keys(errorTable) as ErrorCode[])
  .map((code) => {
    const { message, retryable } = errorTable[code];
    return `<tr id="${code}"><td><code>${code}</code><td>${errorStatus[code]}<td>${retryable ? "yes" : "no"}<td>${message}`;
  })
  .join("\n");

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Heliograph: error codes</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; }
  tr:target { background: #fc03; }
</style>
<h1>Error codes</h1>
<p>Every error is <code>application/problem+json</code> with one of these as its <code>code</code>. "Again" says whether the
same request may succeed later unchanged; where there is a <code>Retry-After</code>, wait that many seconds.</p>
<table>
<thead><tr><th>Code<th>Status<th>Again<th>Meaning</thead>
<tbody>
${rows}
</tbody>
</table>
`;
