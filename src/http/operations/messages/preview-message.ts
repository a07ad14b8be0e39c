import { createRoute, z } from "@hono/zod-openapi";
import { type Preview, previewMessage } from "../../../messages/preview-message.ts";
import { languageNames } from "../../../sms/languages.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { encodingSchema, previewInputSchema, priceFields } from "./message-schemas.ts";

const shiftSchema = z.string().nullable();

const previewSchema = z
  .object({
    encoding: encodingSchema,
    segments: z.number().int().openapi({ example: 1 }),
    units: z.number().int().openapi({ description: "Septets, or UTF-16 units, of the text.", example: 17 }),
    unitsPerSegment: z.number().int().openapi({ description: "What one of its segments has room for.", example: 160 }),
    singleShift: shiftSchema.openapi({ description: "Language of the single shift table; null for the default one." }),
    lockingShift: shiftSchema.openapi({
      description: "Language of the locking shift table; null for the default alphabet.",
    }),
    text: z.string().openapi({ description: "What would be sent.", example: "¿Mañana a las 10?" }),
    replaced: z
      .array(
        z.object({
          from: z.string().openapi({ example: "’" }),
          to: z.string().openapi({ example: "'" }),
          index: z.number().int().openapi({ example: 4 }),
        }),
      )
      .openapi({ description: "What transliteration changed, and where (in UTF-16 units of the text given)." }),
    parts: z.array(z.string()).openapi({ description: "The text of each segment.", example: ["¿Mañana a las 10?"] }),
    to: z.string().optional().openapi({ description: "The recipient as it would be sent to, where one was given." }),
    from: z.string().optional().openapi({ description: "The sender as it would be shown, where one was given." }),
    ...priceFields,
  })
  .openapi("Preview");

export const previewOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages/preview",
    operationId: "previewMessage",
    tags: ["Messages"],
    summary: "See how a message would be sent",
    description: "Needs scope `messages:write`. Nothing is sent or charged; only `text` has to be there.",
    security: keyWith("messages:write"),
    request: { body: { required: true, content: { "application/json": { schema: previewInputSchema } } } },
    responses: {
      200: { description: "The plan.", content: { "application/json": { schema: previewSchema } } },
      ...problemResponses(
        ...bodyErrors,
        "invalid_recipient",
        "invalid_sender",
        "empty_text",
        "unencodable_text",
        "too_many_segments",
        "unauthenticated",
        "missing_scope",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, previewInputSchema);
    if (!body.ok) return problem(c, body.error);
    const preview = await previewMessage(c.env, c.get("key"), body.value.value);
    return preview.ok ? json(200, presentPreview(preview.value)) : problem(c, preview.error);
  },
};

function presentPreview({ plan, parts, price, ...addresses }: Preview): z.infer<typeof previewSchema> {
  return {
    encoding: plan.encoding,
    segments: plan.segmentCount,
    units: plan.units,
    unitsPerSegment: plan.unitsPerSegment,
    singleShift: languageName(plan.singleShift),
    lockingShift: languageName(plan.lockingShift),
    text: plan.text,
    replaced: plan.replaced.map((replacement) => ({ ...replacement })),
    parts,
    ...addresses,
    ...price,
  };
}

function languageName(id: number): string | null {
  const names: Readonly<Record<number, string>> = languageNames;
  return names[id] ?? null;
}
