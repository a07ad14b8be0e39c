import type { ReactNode } from "react";
import { TextField } from "../../../ui/fields.tsx";

interface IdFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (id: string) => void;
}

/** The id that an operator gives to something new, as the API takes it. */
export function IdField({ label, hint, value, onChange }: IdFieldProps): ReactNode {
  return (
    <TextField
      label={label}
      hint={hint}
      value={value}
      required
      pattern="[a-z0-9][a-z0-9\-]{0,31}"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
