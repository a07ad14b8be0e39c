import type { Schema } from "../../api/client.ts";

export interface LimitValues {
  name: string;
  /** Numbers as fields have them. */
  segmentsPerSecond: string;
  dailySegments: string;
  monthlySegments: string;
}

export function valuesOf(subAccount: Schema<"Account"> | null): LimitValues {
  return {
    name: subAccount?.name ?? "",
    segmentsPerSecond: subAccount?.limits.segmentsPerSecond.toString() ?? "",
    dailySegments: subAccount?.limits.dailySegments?.toString() ?? "",
    monthlySegments: subAccount?.limits.monthlySegments?.toString() ?? "",
  };
}

/** A rate that is not said is the one there is; days and months that are not said have no limit. */
export function settingsOf(values: LimitValues): Schema<"NewSubAccount"> {
  const number = (text: string): number | null => (text.trim() === "" ? null : Number(text));
  const segmentsPerSecond = number(values.segmentsPerSecond);
  return {
    name: values.name.trim(),
    limits: {
      ...(segmentsPerSecond !== null && { segmentsPerSecond }),
      dailySegments: number(values.dailySegments),
      monthlySegments: number(values.monthlySegments),
    },
  };
}
