import { type ReactNode, useId } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { CheckboxField } from "../../ui/fields.tsx";
import { eventNames, eventPatterns } from "./event-patterns.ts";

interface EventFieldsProps {
  register: UseFormRegisterReturn;
  error: string | undefined;
}

export function EventFields({ register, error }: EventFieldsProps): ReactNode {
  const t = useTranslations("webhooks");
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-2 text-[0.8125rem] font-medium">{t("form.events")}</legend>
      <div className="grid gap-2 rounded-lg border border-line p-3 sm:grid-cols-2">
        {eventPatterns.map((pattern) => (
          <CheckboxField
            key={pattern}
            {...register}
            value={pattern}
            label={nameOf(pattern, t(`events.${eventNames[pattern]}`))}
          />
        ))}
      </div>
      {error !== undefined && (
        <p id={errorId} className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function nameOf(pattern: string, name: string): ReactNode {
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      {name} <code className="font-mono text-xs text-muted">{pattern}</code>
    </span>
  );
}
