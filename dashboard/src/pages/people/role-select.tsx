import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { roles } from "#roles";
import type { Role } from "../../api/people.ts";
import { SelectField } from "../../ui/fields.tsx";

interface RoleSelectProps {
  label: string;
  value: Role;
  disabled?: boolean;
  onChange: (role: Role) => void;
}

export function RoleSelect({ label, value, disabled = false, onChange }: RoleSelectProps): ReactNode {
  const names = useTranslations("roles");
  return (
    <SelectField
      className="w-36"
      label={label}
      hideLabel
      value={value}
      disabled={disabled}
      onChange={({ target }) => {
        const role = roles.find((known) => known === target.value);
        if (role !== undefined) onChange(role);
      }}
      options={roles.map((role) => ({ value: role, label: names(role) }))}
    />
  );
}
