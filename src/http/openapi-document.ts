import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv } from "./app-env.ts";
import { batchMessageSchema } from "./operations/messages/message-schemas.ts";
import { problemSchema } from "./problem.ts";

const description = `Heliograph sends texts and tells what became of them.

Errors are problem+json (RFC 9457) with a \`code\` for programs and a \`requestId\` for support; [all codes](/docs/errors).
Lists are read page by page with \`nextCursor\`. Times are UTC in ISO 8601. A body has at most 256 KB.`;

const bearerSchemes = {
  apiKey: "An account's key, as in `Authorization: Bearer hg_…`.",
  operatorKey: "The operator's key.",
  connectorToken: "The connectors' token.",
};

/** Puts into the document what no operation brings along by itself. */
export function registerComponents(app: OpenAPIHono<AppEnv>): void {
  for (const [name, about] of Object.entries(bearerSchemes)) {
    app.openAPIRegistry.registerComponent("securitySchemes", name, {
      type: "http",
      scheme: "bearer",
      description: about,
    });
  }
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Secure-heliograph.session_token",
    description:
      "A person's session. It also opens what an `apiKey` does, as far as their role goes, with X-Heliograph-Account.",
  });
  app.openAPIRegistry.register("Problem", problemSchema);
  app.openAPIRegistry.register("BatchMessage", batchMessageSchema);
}

/** The document of all that is registered with the app, as JSON. */
export function buildOpenApiDocument(app: OpenAPIHono<AppEnv>): string {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Heliograph",
      version: "1",
      description,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "Messages", description: "Sending, and what became of what was sent." },
      { name: "Schedules", description: "Messages that go again and again, and the hours in which none go." },
      { name: "Account", description: "Your own account: limits, senders, keys, and who changed what." },
      { name: "Sub-accounts", description: "Accounts of your own customers: each with its keys, limits and messages." },
      { name: "Accounts", description: "For operators: customers and their keys." },
      { name: "Money", description: "The balance, what it is made of, and what was sent." },
      { name: "Prices", description: "For operators: price lists, and what accounts pay." },
      { name: "People", description: "Signing in, and who may do what in which account." },
      { name: "Audit", description: "For operators: who changed what." },
      { name: "Carriers", description: "For operators: carriers and their binds." },
      { name: "Routes", description: "For operators: which carrier a text goes to." },
      { name: "Jobs", description: "Exports, imports and replays: long work in the background." },
      { name: "Live", description: "What is pushed to those who watch." },
      { name: "System", description: "For operators: how everything does now." },
      { name: "Alarms", description: "For operators: what is wrong, who is told, and what calls for it." },
      { name: "Dead letters", description: "For operators: what failed every retry." },
      { name: "Logs", description: "For operators: what became of messages, event by event." },
      { name: "Callbacks", description: "For HTTP operators: what they call us with." },
      { name: "Connectors", description: "For connectors: what to dial." },
      { name: "Service" },
    ],
  });
  return JSON.stringify(document, (_name, value: unknown) => widenNullableReference(value));
}

const nullableReference = z.looseObject({
  allOf: z.tuple([
    z.strictObject({ $ref: z.string() }),
    z.looseObject({ type: z.tuple([z.string(), z.literal("null")]) }),
  ]),
});

/** A named schema that may be null comes as one that is both, which no value is; here it is one or the other. */
function widenNullableReference(value: unknown): unknown {
  const parsed = nullableReference.safeParse(value);
  if (!parsed.success) return value;
  const [reference, { type: _, ...about }] = parsed.data.allOf;
  return { anyOf: [reference, { type: "null" }], ...about };
}
