import type { Schema } from "../../api/client.ts";

export const dayFields = ["textDays", "numberDays", "messageDays", "inboundDays"] as const;
export type DayField = (typeof dayFields)[number];

/** Days as fields have them: nothing leaves it to the operator. */
export type RetentionValues = Record<DayField, string> & { archive: "default" | "yes" | "no" };

type Retention = Schema<"Retention">;

export function valuesOf(retention: Retention): RetentionValues {
  const { archive, textDays, numberDays, messageDays, inboundDays } = retention;
  return {
    textDays: textDays?.toString() ?? "",
    numberDays: numberDays?.toString() ?? "",
    messageDays: messageDays?.toString() ?? "",
    inboundDays: inboundDays?.toString() ?? "",
    archive: archive === null ? "default" : archive ? "yes" : "no",
  };
}

export function retentionOf(values: RetentionValues): Schema<"NewRetention"> {
  const days = (field: DayField): number | null => (values[field].trim() === "" ? null : Number(values[field]));
  return {
    textDays: days("textDays"),
    numberDays: days("numberDays"),
    messageDays: days("messageDays"),
    inboundDays: days("inboundDays"),
    archive: values.archive === "default" ? null : values.archive === "yes",
  };
}

/** Whether something would be kept less long than it is now. What is left to the operator is not known to be. */
export function keepsLess(next: Schema<"NewRetention">, now: Retention["effective"]): boolean {
  return dayFields.some((field) => {
    const days = next[field];
    return days !== null && days < (now[field] ?? Infinity);
  });
}
