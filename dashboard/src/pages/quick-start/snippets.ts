export interface SnippetValues {
  /** Where the API is: https://sms.example.com */
  origin: string;
  key: string;
  to: string;
  /** Empty: the account's own. */
  from: string;
  text: string;
}

export const snippetLanguages = ["curl", "typescript", "python"] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** A program that sends one text. Values are quoted as the language does, so that none of them ends its string. */
export function snippetOf(language: SnippetLanguage, values: SnippetValues): string {
  const body = { to: values.to, ...(values.from !== "" && { from: values.from }), text: values.text };
  switch (language) {
    case "curl":
      return [
        `curl ${shellQuoted(`${values.origin}/v1/messages`)} \\`,
        `  -H ${shellQuoted(`Authorization: Bearer ${values.key}`)} \\`,
        `  -H "Idempotency-Key: $(uuidgen)" \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -d ${shellQuoted(JSON.stringify(body))}`,
      ].join("\n");
    case "typescript":
      return [
        `const response = await fetch(${JSON.stringify(`${values.origin}/v1/messages`)}, {`,
        `  method: "POST",`,
        `  headers: {`,
        `    authorization: ${JSON.stringify(`Bearer ${values.key}`)},`,
        `    "content-type": "application/json",`,
        `    "idempotency-key": crypto.randomUUID(),`,
        `  },`,
        `  body: JSON.stringify(${inLines(body)}),`,
        `});`,
        `const message = await response.json();`,
        `console.log(response.status, message.id ?? message.detail);`,
      ].join("\n");
    case "python":
      return [
        `import json, urllib.request, uuid`,
        ``,
        `request = urllib.request.Request(`,
        `    ${JSON.stringify(`${values.origin}/v1/messages`)},`,
        `    data=json.dumps(${JSON.stringify(body)}).encode(),`,
        `    headers={`,
        `        "Authorization": ${JSON.stringify(`Bearer ${values.key}`)},`,
        `        "Content-Type": "application/json",`,
        `        "Idempotency-Key": str(uuid.uuid4()),`,
        `    },`,
        `)`,
        `with urllib.request.urlopen(request) as response:`,
        `    print(response.status, json.load(response)["id"])`,
      ].join("\n");
  }
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function inLines(body: Readonly<Record<string, string>>): string {
  const lines = Object.entries(body).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},`);
  return `{\n${lines.join("\n")}\n  }`;
}
