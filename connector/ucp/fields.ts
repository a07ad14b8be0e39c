/** Fields of the operations in the order they are written (EMI/UCP Interface Specification 4.0 §4.2, §4.6, §5.1 and §6.1). */
const fieldNames = {
  /** Call input: an MO at some SMSCs. */
  1: ["adc", "oadc", "oac", "mt", "msg"],
  /** Alert: keepalive. */
  31: ["adc", "pid"],
  /** Submit short message. */
  51: [
    "adc",
    "oadc",
    "ac",
    "nrq",
    "nadc",
    "nt",
    "npid",
    "lrq",
    "lrad",
    "lpid",
    "dd",
    "ddt",
    "vp",
    "rpid",
    "scts",
    "dst",
    "rsn",
    "dscts",
    "mt",
    "nb",
    "msg",
    "mms",
    "pr",
    "dcs",
    "mcls",
    "rpi",
    "cpg",
    "rply",
    "otoa",
    "hplmn",
    "xser",
    "res4",
    "res5",
  ],
  /** Session management: login. */
  60: ["oadc", "oton", "onpi", "styp", "pwd", "npwd", "vers", "ladc", "lton", "lnpi", "opid", "res1"],
} as const;

/** Operation types spoken here; 52 (deliver) and 53 (notification) have the fields of 51. */
export const operation = { callInput: 1, alert: 31, submit: 51, deliver: 52, notify: 53, session: 60 } as const;

type NamesOf<Layout extends keyof typeof fieldNames> = (typeof fieldNames)[Layout][number];

/** Every field is there; absent ones are empty. */
export type FieldsOf<Layout extends keyof typeof fieldNames> = Readonly<Record<NamesOf<Layout>, string>>;

export type MessageFields = FieldsOf<51>;

/** Fields by name; undefined when there are too few of them. More than there should be are left alone, as others do. */
export function readFields<Layout extends keyof typeof fieldNames>(
  layout: Layout,
  fields: readonly string[],
): FieldsOf<Layout> | undefined {
  const names: readonly string[] = fieldNames[layout];
  if (fields.length < names.length) {
    return undefined;
  }
  // The names are those of the type, and each has a field.
  return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""])) as FieldsOf<Layout>;
}

/** Fields in order; absent ones are empty. */
export function writeFields<Layout extends keyof typeof fieldNames>(
  layout: Layout,
  fields: Partial<FieldsOf<Layout>>,
): string[] {
  const names: readonly NamesOf<Layout>[] = fieldNames[layout];
  return names.map((name) => fields[name] ?? "");
}
