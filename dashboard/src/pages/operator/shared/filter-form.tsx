import { Search } from "lucide-react";
import { type FormEvent, type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { localTimeOf, momentOf } from "../../../components/local-time.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";

interface FilterField<Name extends string> {
  name: Name;
  label: string;
  /** A choice of these; the first where the address says nothing. */
  options?: readonly { value: string; label: string }[];
  /** A moment, in the person's zone. */
  moment?: boolean;
  placeholder?: string;
}

type Values<Name extends string> = { [Key in Name]?: string | undefined };

interface FilterFormProps<Name extends string> {
  fields: readonly FilterField<Name>[];
  /** As the address has them: moments in ISO 8601. */
  values: Values<Name>;
  busy?: boolean;
  onApply: (values: Values<Name>) => void;
}

/** Nothing is asked while one still types: a search is one request, when Enter or the button says so. */
export function FilterForm<Name extends string>(props: FilterFormProps<Name>): ReactNode {
  const { fields, values, busy = false, onApply } = props;
  const t = useTranslations("operator.filters");
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.current === null) return;
    const data = new FormData(form.current);
    const entries = fields.map(({ name, moment }) => {
      const value = data.get(name);
      const text = typeof value === "string" ? value.trim() : "";
      return [name, text === "" ? undefined : moment === true ? momentOf(text) : text] as const;
    });
    onApply(Object.fromEntries(entries) as Values<Name>);
  };
  return (
    <search>
      <form
        // The address is the truth: going back fills the fields anew.
        key={JSON.stringify(values)}
        ref={form}
        aria-label={t("title")}
        onSubmit={submit}
        className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]"
      >
        {fields.map(({ name, label, options, moment, placeholder }) =>
          options === undefined ? (
            <TextField
              key={name}
              name={name}
              label={label}
              placeholder={placeholder}
              defaultValue={moment === true ? localTimeOf(values[name]) : values[name]}
              {...(moment === true && { type: "datetime-local" })}
            />
          ) : (
            <SelectField
              key={name}
              name={name}
              label={label}
              defaultValue={values[name] ?? options[0]?.value}
              options={options}
            />
          ),
        )}
        <div className="flex gap-2">
          <Button type="submit" icon={Search} busy={busy}>
            {t("apply")}
          </Button>
          {Object.values(values).some((value) => value !== undefined) && (
            <Button variant="ghost" onClick={() => onApply({})}>
              {t("reset")}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}
