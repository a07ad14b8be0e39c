import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { snippetOf } from "../../src/pages/quick-start/snippets.ts";

const values = {
  origin: "https://sms.example.com",
  key: "hg_key",
  to: "+573001234567",
  from: `O'Hara "24"`,
  text: "It's here: $HOME `x`",
};

test("the shell hands curl what is in the snippet, quotes and all", () => {
  // A curl that says each of its arguments on a line.
  const script = `curl() { printf '%s\\n' "$@"; }\nuuidgen() { echo id; }\n${snippetOf("curl", values)}`;
  const said = execFileSync("sh", ["-c", script], { encoding: "utf8" }).trim().split("\n");
  expect(said[0]).toBe("https://sms.example.com/v1/messages");
  expect(said).toContain("Authorization: Bearer hg_key");
  expect(JSON.parse(said.at(-1) ?? "")).toEqual({ to: values.to, from: values.from, text: values.text });
});

test("the TypeScript snippet sends what it shows", () => {
  const code = snippetOf("typescript", values);
  const body = /body: JSON\.stringify\(([\s\S]*?)\),\n\}\);/.exec(code)?.[1] ?? "";
  expect(body).toContain(`from: ${JSON.stringify(values.from)}`);
  expect(body).toContain(`text: ${JSON.stringify(values.text)}`);
});

test("without a sender, none is sent", () => {
  expect(snippetOf("python", { ...values, from: "" })).not.toContain('"from"');
});
