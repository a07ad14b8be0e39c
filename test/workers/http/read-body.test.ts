import { describe, it } from "vitest";
import { type CsvPiece, readCsv } from "../../../src/http/csv/read-csv.ts";
import { type BodyLimits, readBody } from "../../../src/http/read-body.ts";

const limits: BodyLimits = { bytes: 10, patienceMs: 60_000 };

/** A request whose body begins, and goes on when it is told to. */
function requestOf(beginning: string) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  void writer.write(new TextEncoder().encode(beginning)).catch(() => undefined);
  return { request: new Request("https://edge.test/", { method: "POST", body: readable }), writer };
}

describe("a stream of CSV", () => {
  const csvLimits = { bytes: 1_000, recordCharacters: 100, idleMs: 60_000 };

  it("that stops coming ends with a timeout, after the records that came", async ({ expect }) => {
    const { request } = requestOf("to,text\n+573001234567,hola\n+57300");
    const pieces: CsvPiece[] = [];
    for await (const piece of readCsv(request.body, { ...csvLimits, idleMs: 20 })) pieces.push(piece);
    expect(pieces).toMatchObject([{ records: [{}, {}] }, { error: { code: "body_timeout" } }]);
  });

  it("may take as long as it likes while something comes, and while nobody asks for more", async ({ expect }) => {
    const { request, writer } = requestOf("to\n1\n");
    const pieces = readCsv(request.body, csvLimits);
    expect((await pieces.next()).value).toMatchObject({ records: [{}, {}] });
    await scheduler.wait(30);
    const next = pieces.next();
    await writer.write(new TextEncoder().encode("2\n"));
    expect((await next).value).toMatchObject({ records: [{ cells: ["2"] }] });
    await writer.close();
    expect((await pieces.next()).done).toBe(true);
  });
});

describe("a body", () => {
  it("that stays out is not waited for", async ({ expect }) => {
    const { request } = requestOf("{");
    expect(await readBody(request, { ...limits, patienceMs: 1 })).toMatchObject({ error: { code: "body_timeout" } });
  });

  it("is read whole where it comes in time", async ({ expect }) => {
    const { request, writer } = requestOf("{");
    const reading = readBody(request, limits);
    await writer.write(new TextEncoder().encode("}"));
    await writer.close();
    const body = await reading;
    expect(new TextDecoder().decode(body.ok ? body.value : undefined)).toBe("{}");
  });

  it("that is too large is not read to its end", async ({ expect }) => {
    const { request } = requestOf("0123456789a");
    expect(await readBody(request, limits)).toMatchObject({ error: { code: "body_too_large" } });
  });
});
