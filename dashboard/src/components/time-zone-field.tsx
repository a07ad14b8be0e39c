import type { ComponentProps, ReactNode } from "react";
import { SelectField } from "../ui/fields.tsx";

type TimeZoneFieldProps = Omit<ComponentProps<typeof SelectField>, "options"> & {
  /** A zone that is set already, which may be one that this browser does not list. */
  known?: string | undefined;
  /** Choices before the zones. */
  first?: readonly { value: string; label: string }[];
};

/** Every zone of the IANA database that the browser knows. */
export function TimeZoneField({ known, first = [], ...rest }: TimeZoneFieldProps): ReactNode {
  const zones = new Set([...(known === undefined ? [] : [known]), "UTC", ...Intl.supportedValuesOf("timeZone")]);
  for (const { value } of first) zones.delete(value);
  return (
    <SelectField
      {...rest}
      options={[...first, ...[...zones].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))]}
    />
  );
}
