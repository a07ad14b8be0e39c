/** What a template may name. */
const templateFields = ["from", "to", "text", "keyword"] as const;
export type TemplateValues = Readonly<Record<(typeof templateFields)[number], string>>;

/** Characters of one value that go into an answer: it answers a text, and does not give it back whole. */
const valueLimit = 160;

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** The names in a template that stand for nothing. */
export function unknownFields(template: string): string[] {
  return Array.from(template.matchAll(placeholder), ([, name = ""]) => name).filter((name) => !isField(name));
}

/** An answer: `{{from}}`, `{{to}}`, `{{text}}` and `{{keyword}}` are what the text has. What is put in is not read again. */
export function renderReply(template: string, values: TemplateValues): string {
  return template.replaceAll(placeholder, (whole, name: string) =>
    isField(name) ? values[name].slice(0, valueLimit).replaceAll("\0", "").toWellFormed() : whole,
  );
}

function isField(name: string): name is keyof TemplateValues {
  return (templateFields as readonly string[]).includes(name);
}
