import { Search } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";

interface FilterFormProps {
  /** Gets what the fields have, by their `name`, when Enter or the button says so; empty fields are left out. */
  onApply: (values: Readonly<Record<string, string>>) => void;
  onReset: () => void;
  children: ReactNode;
}

/** Filters of a list, as plain fields with names. Give it a `key` of the filters that are set, so that Back shows in them. */
export function FilterForm({ onApply, onReset, children }: FilterFormProps): ReactNode {
  const t = useTranslations("shared");
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].map(
      ([name, value]) => [name, typeof value === "string" ? value.trim() : ""] as const,
    );
    onApply(Object.fromEntries(entries.filter(([, value]) => value !== "")));
  };
  return (
    <search>
      <form
        aria-label={t("filters")}
        onSubmit={submit}
        className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]"
      >
        {children}
        <div className="flex gap-2 max-sm:col-span-2">
          <Button type="submit" icon={Search}>
            {t("search")}
          </Button>
          <Button variant="ghost" onClick={onReset}>
            {t("reset")}
          </Button>
        </div>
      </form>
    </search>
  );
}
