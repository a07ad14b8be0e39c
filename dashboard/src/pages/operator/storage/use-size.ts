import { useMemo } from "react";
import { useLocale } from "use-intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Bytes as people say them: 512 byte, 43 kB, 1.2 GB. */
export function useSize(): (bytes: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const formats = units.map(
      (unit) => new Intl.NumberFormat(locale, { style: "unit", unit, maximumSignificantDigits: 3 }),
    );
    return (bytes) => {
      const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1_024))));
      return formats[power]?.format(bytes / 1_024 ** power) ?? "";
    };
  }, [locale]);
}
