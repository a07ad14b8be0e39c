import { exports } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { send } from "./scene.ts";

interface Listed {
  data: { recipient: string; sender: string | null }[];
  nextCursor: string | null;
}

/** Imports CSV, and answers its lines. */
async function importCsv(key: string, body: BodyInit, contentType = "text/csv"): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": contentType };
  return exports.default.fetch(
    new Request("https://edge.test/v1/suppressions/import", { method: "POST", headers, body }),
  );
}

async function linesOf(response: Response): Promise<unknown[]> {
  const text = await response.text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

describe("suppressions", () => {
  it("are added, listed by filter page by page, and removed", async ({ expect }) => {
    const { key } = await makeAccount();
    const add = async (body: object): Promise<number> => (await call("POST", "/v1/suppressions", { key, body })).status;
    expect(await add({ recipient: "+57 300 123 4567", sender: "Elibom" })).toBe(201);
    expect(await add({ recipient: "+573001234567", sender: "Elibom", reason: "complaint" })).toBe(200);
    expect(await add({ recipient: "+573001234568", reason: "complaint" })).toBe(201);
    const seen: (string | null)[][] = [];
    let cursor = "";
    for (;;) {
      const page = (await call("GET", `/v1/suppressions?limit=1${cursor}`, { key })).body as Listed;
      seen.push(...page.data.map(({ recipient, sender }) => [recipient, sender]));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual([
      ["+573001234567", "Elibom"],
      ["+573001234568", null],
    ]);
    const complaints = await call("GET", "/v1/suppressions?reason=complaint", { key });
    expect(complaints.body).toMatchObject({ data: [{ recipient: "+573001234568", source: "api" }] });
    const one = await call("GET", "/v1/suppressions?recipient=%2B573001234567&sender=Elibom", { key });
    expect(one.body).toMatchObject({ data: [{ reason: "manual" }] });
    expect(await send(key, "+573001234568", "Other")).toEqual([400, "recipient_suppressed"]);
    expect((await call("DELETE", "/v1/suppressions/+573001234568", { key })).status).toBe(204);
    expect((await call("DELETE", "/v1/suppressions/+573001234568", { key })).status).toBe(404);
    expect(await send(key, "+573001234568", "Other")).toEqual([202, undefined]);
    expect((await call("DELETE", "/v1/suppressions/+573001234567?sender=Elibom", { key })).status).toBe(204);
    expect(await send(key, "+573001234567", "Elibom")).toEqual([202, undefined]);
  });

  it("are refused with the field that is wrong", async ({ expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/suppressions", {
      key,
      body: { recipient: "12", sender: "far too long name" },
    });
    expect(problemOf(answer).errors?.map(({ path, code }) => [path, code])).toEqual([
      ["recipient", "invalid_recipient"],
      ["sender", "invalid_sender"],
    ]);
    const list = await call("GET", "/v1/suppressions?recipient=x", { key });
    expect(problemOf(list).errors?.map(({ path }) => path)).toEqual(["recipient"]);
  });
});

describe("an import of suppressions", () => {
  it("says what became of each row, and changes nothing the second time", async ({ expect }) => {
    const { key } = await makeAccount();
    const csv =
      '\ufeffreason,recipient,sender\r\n"complaint","+573001234567",Elibom\r\n\r\n,+573001234568,\r\nbad,12,\r\n';
    const first = await importCsv(key, csv);
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
    expect(await linesOf(first)).toMatchObject([
      { line: 2, result: "added" },
      { line: 4, result: "added" },
      { line: 5, result: "refused", code: "invalid_request" },
      { summary: { added: 2, existing: 0, refused: 1 } },
    ]);
    const again = await linesOf(await importCsv(key, csv));
    expect(again.at(-1)).toEqual({ summary: { added: 0, existing: 2, refused: 1 } });
    const exported = await call("GET", "/v1/suppressions/export", { key });
    expect(String(exported.body).split("\r\n").slice(0, 2)).toEqual([
      "recipient,sender,reason,source,createdAt",
      expect.stringMatching(/^\+573001234567,Elibom,complaint,import,20/),
    ]);
    const other = await makeAccount();
    const copied = await importCsv(
      other.key,
      String(exported.body).replaceAll(/,source,createdAt|,import,[^\r]*/g, ""),
    );
    expect((await linesOf(copied)).at(-1)).toMatchObject({ summary: { added: 2 } });
  });

  it("takes 100,000 rows as a stream, and no more", async ({ expect }) => {
    const { key } = await makeAccount();
    const rows = Array.from({ length: 100_000 }, (_, index) => `+57300${String(1_000_000 + index)}\n`);
    const body = ["recipient\n", ...rows].join("");
    expect((await linesOf(await importCsv(key, body))).at(-1)).toEqual({
      summary: { added: 100_000, existing: 0, refused: 0 },
    });
    const tooMany = (await linesOf(await importCsv(key, `${body}+573009999999\n`))).at(-1);
    expect(tooMany).toMatchObject({ summary: { added: 0, error: { code: "body_too_large" } } });
  });

  it("is refused as a whole where it is no such table, or not allowed", async ({ expect }) => {
    const { key } = await makeAccount();
    const refusal = async (body: string, contentType?: string): Promise<unknown> => {
      const response = await importCsv(key, body, contentType);
      return [response.status, (await response.json<{ code: string }>()).code];
    };
    expect(await refusal("recipient\n", "application/json")).toEqual([415, "unsupported_media_type"]);
    expect(await refusal("")).toEqual([400, "invalid_request"]);
    expect(await refusal("number\n+573001234567\n")).toEqual([400, "invalid_request"]);
    expect(await refusal("sender\nElibom\n")).toEqual([400, "invalid_request"]);
    const weak = await makeAccount({ scopes: ["messages:write"] });
    expect((await importCsv(weak.key, "recipient\n+573001234567\n")).status).toBe(403);
    const open = await linesOf(await importCsv(key, `recipient\n"+573001234567${"x".repeat(200_000)}`));
    expect(open).toMatchObject([{ summary: { added: 0 } }]);
  });
});
