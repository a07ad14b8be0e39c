import { createRoute, z } from "@hono/zod-openapi";
import { failField } from "../../../errors.ts";
import { lastLineHeader, pduFileLimitBytes } from "../../../link/pdu-log.ts";
import { storePduFile } from "../../../pdu-log/store-pdu-file.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readChunks } from "../../read-chunks.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";

/** Between two pieces of a file. */
const idleMs = 30_000;

const parametersSchema = z.object({
  connectorId: z.string().openapi({ example: "bogota-1" }),
  file: z.string().openapi({
    description: "As the connector calls it once it is closed.",
    example: "pdus-bogota-1-2026-11-21T15-00-00-012Z.csv.gz",
  }),
});

const wholeNumber = z.string().regex(/^\d{1,14}$/, "This must be a whole number.");
const headersSchema = z.object({
  "Content-Length": wholeNumber.openapi({ description: "Octets of the file.", example: "48213" }),
  "X-Heliograph-Last-Line": wholeNumber.openapi({
    description: "When its last line was written, epoch milliseconds.",
    example: "1763740799512",
  }),
});

const storedSchema = z
  .object({
    stored: z.boolean().openapi({ description: "False where it was there already." }),
  })
  .openapi("StoredConnectorLog");

export const storeConnectorLog: Operation = {
  route: createRoute({
    method: "put",
    path: "/connector/v1/logs/{connectorId}/{file}",
    operationId: "storeConnectorLog",
    tags: ["Connectors"],
    summary: "Store a file of a connector's PDU log",
    description:
      `A file that the connector has closed: gzip, of up to ${pduFileLimitBytes / 2 ** 20} MB. Once this is answered the connector ` +
      "may delete it. The same file again changes nothing; another one under the same name is refused.",
    security: [{ connectorToken: [] }],
    request: {
      params: parametersSchema,
      headers: headersSchema,
      body: {
        required: true,
        content: { "application/gzip": { schema: z.string().openapi({ format: "binary", example: "…" }) } },
      },
    },
    responses: {
      200: { description: "It was there already.", content: { "application/json": { schema: storedSchema } } },
      201: { description: "It is stored.", content: { "application/json": { schema: storedSchema } } },
      ...problemResponses("invalid_request", "body_too_large", "body_timeout", "unauthenticated"),
    },
  }),

  async handle(c) {
    const request = c.req.raw;
    const length = validate(wholeNumber, request.headers.get("content-length") ?? "");
    if (!length.ok) {
      return problem(c, failField("Content-Length", "invalid_request", "The length of the file is needed.").error);
    }
    const lastLine = validate(wholeNumber, request.headers.get(lastLineHeader) ?? "");
    if (!lastLine.ok) {
      return problem(
        c,
        failField("X-Heliograph-Last-Line", "invalid_request", "This must be epoch milliseconds, as in 1763740799512.")
          .error,
      );
    }
    const stored = await storePduFile(c.env, {
      connectorId: pathParameter(c, "connectorId"),
      name: pathParameter(c, "file"),
      bytes: Number(length.value),
      lastLineAtMs: Number(lastLine.value),
      chunks: readChunks(request.body, idleMs),
    });
    if (!stored.ok) return problem(c, stored.error);
    const isNew = stored.value === "stored";
    return json(isNew ? 201 : 200, { stored: isNew } satisfies z.infer<typeof storedSchema>);
  },
};
