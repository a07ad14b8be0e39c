import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, said when the form is sent. */
  error?: string | undefined;
  /** The label is for assistive technology only, where the place says what it is. */
  hideLabel?: boolean;
}

export const controlStyle =
  "w-full rounded-lg border border-line-strong/60 bg-panel px-3 shadow-card placeholder:text-muted hover:border-line-strong disabled:opacity-60 aria-invalid:border-bad";

interface FrameProps extends FieldProps {
  id: string;
  className?: string | undefined;
  children: ReactNode;
}

function Frame({ id, label, hint, error, hideLabel = false, className, children }: FrameProps): ReactNode {
  return (
    <div className={classNames("min-w-0", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "mb-1 block text-[0.8125rem] font-medium"}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: FieldProps) {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return { id, "aria-invalid": error !== undefined || undefined, "aria-describedby": ids === "" ? undefined : ids };
}

type TextFieldProps = FieldProps & ComponentProps<"input">;

/** Takes what `form.register` gives. */
export function TextField({ label, hint, error, hideLabel, className, ...input }: TextFieldProps): ReactNode {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel !== undefined && { hideLabel }) };
  return (
    <Frame id={id} className={className} {...field}>
      <input type="text" {...input} {...described(id, field)} className={classNames(controlStyle, "h-9")} />
    </Frame>
  );
}

type TextAreaProps = FieldProps & ComponentProps<"textarea">;

export function TextArea({ label, hint, error, hideLabel, className, ...area }: TextAreaProps): ReactNode {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel !== undefined && { hideLabel }) };
  return (
    <Frame id={id} className={className} {...field}>
      <textarea rows={4} {...area} {...described(id, field)} className={classNames(controlStyle, "block py-2")} />
    </Frame>
  );
}

interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

type SelectFieldProps = FieldProps & ComponentProps<"select"> & { options: readonly Option[] };

/** The platform's own list: nothing is easier on a phone or with a keyboard. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  className,
  options,
  ...select
}: SelectFieldProps): ReactNode {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel !== undefined && { hideLabel }) };
  return (
    <Frame id={id} className={className} {...field}>
      <select {...select} {...described(id, field)} className={classNames(controlStyle, "select-arrow h-9 pr-8")}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled === true}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

type CheckboxFieldProps = Omit<FieldProps, "hideLabel"> & ComponentProps<"input">;

export function CheckboxField({ label, hint, error, className, ...input }: CheckboxFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={classNames("flex gap-2.5", className)}>
      <input
        {...input}
        {...described(id, { label, hint, error })}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
        {error !== undefined && (
          <p id={`${id}-error`} className="text-xs font-medium text-bad">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
