import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import type { KeyScope } from "./scopes.ts";

interface ScopeFieldsProps {
  legend: string;
  error: string | undefined;
  /** The checkboxes, with what each scope opens. */
  children: (label: (scope: KeyScope) => string) => ReactNode;
}

export function ScopeFields({ legend, error, children }: ScopeFieldsProps): ReactNode {
  const t = useTranslations("keys.scopes");
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-2 text-[0.8125rem] font-medium">{legend}</legend>
      <div className="grid gap-2.5 rounded-lg border border-line p-3 sm:grid-cols-2">
        {children((scope) => t(scope))}
      </div>
      {error !== undefined && (
        <p id={errorId} className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
