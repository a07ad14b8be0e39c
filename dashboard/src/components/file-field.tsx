import { type ReactNode, useId } from "react";
import { controlStyle } from "../ui/fields.tsx";
import { classNames } from "../ui/class-names.ts";

interface FileFieldProps {
  label: string;
  accept: string;
  onFile: (file: File | null) => void;
}

export function FileField({ label, accept, onFile }: FileFieldProps): ReactNode {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        required
        onChange={({ target }) => onFile(target.files?.[0] ?? null)}
        className={classNames(
          controlStyle,
          "py-1.5 file:mr-3 file:rounded-md file:border-0 file:bg-sunken file:px-2.5 file:py-1 file:font-medium file:text-text",
        )}
      />
    </div>
  );
}
