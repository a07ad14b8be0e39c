import { z } from "zod";

/** As much of JSON Schema as the API's document has. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  default?: unknown;
  description?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

const schemaSchema: z.ZodType<Schema> = z.looseObject({});
const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema.optional() }));
const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  schema: schemaSchema,
});
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string().default(""),
  description: z.string().default(""),
  deprecated: z.boolean().default(false),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      headers: z.record(z.string(), z.object({ description: z.string().optional() })).default({}),
      content: contentSchema.default({}),
    }),
  ),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

export interface ApiOperation extends z.infer<typeof operationSchema> {
  method: string;
  path: string;
}

/** The API as its document describes it. */
export interface ApiDocument {
  operations: ApiOperation[];
  schemas: Record<string, Schema>;
}

export function readApiDocument(document: unknown): ApiDocument {
  const { paths, components } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
  return { operations, schemas: components.schemas };
}

/** The schema itself where there is a reference to it. */
export function resolve(schema: Schema, schemas: Record<string, Schema>): Schema {
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (found === undefined) throw new Error(`there is no ${schema.$ref}`);
  return resolve(found, schemas);
}

/** A value as the document shows it: examples where there are any, only what is required where there are none. */
export function exampleOf(given: Schema, schemas: Record<string, Schema>): unknown {
  const schema = resolve(given, schemas);
  for (const shown of [schema.example, schema.default, schema.const, schema.enum?.[0]]) {
    if (shown !== undefined) return shown;
  }
  const [choice] = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleOf(choice, schemas);
  switch (typesOf(schema)[0]) {
    case "object": {
      const required = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
      return Object.fromEntries(required.map(([name, field]) => [name, exampleOf(field, schemas)]));
    }
    case "array":
      return schema.items === undefined || (schema.minItems ?? 0) === 0 ? [] : [exampleOf(schema.items, schemas)];
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return schema.format === "date-time" ? "2026-11-21T10:00:00.000Z" : "text";
  }
}

export function typesOf({ type }: Schema): string[] {
  if (type === undefined) return [];
  return Array.isArray(type) ? type : [type];
}

/** A body of the operation as the document shows it; undefined where it takes none. */
export function exampleBody({ requestBody }: ApiOperation, schemas: Record<string, Schema>): unknown {
  const [content] = Object.values(requestBody?.content ?? {});
  const schema = content?.schema;
  return schema === undefined ? undefined : exampleOf(schema, schemas);
}
