import { Search } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { type MessageStatus, messageStatuses } from "#sms/status.ts";
import { localTimeOf, momentOf } from "../../components/local-time.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";

export interface Filters {
  to?: string | undefined;
  from?: string | undefined;
  status?: MessageStatus | undefined;
  createdAfter?: string | undefined;
  createdBefore?: string | undefined;
}

interface MessageFiltersProps {
  filters: Filters;
  onApply: (filters: Filters) => void;
}

/** Nothing is asked while one still types: a search is one request, when Enter or the button says so. */
export function MessageFilters({ filters, onApply }: MessageFiltersProps): ReactNode {
  const t = useTranslations("messages.filters");
  const statuses = useTranslations("statuses");
  const [draft, setDraft] = useState<Filters>(filters);
  const set = (field: "to" | "from") => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [field]: event.target.value.trim() || undefined });
  const setTime = (field: "createdAfter" | "createdBefore") => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [field]: momentOf(event.target.value) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onApply(draft);
  };
  return (
    <search>
      <form
        aria-label={t("title")}
        onSubmit={submit}
        className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[repeat(auto-fill,minmax(12rem,1fr))]"
      >
        <TextField
          label={t("to")}
          defaultValue={filters.to}
          onChange={set("to")}
          inputMode="tel"
          placeholder="+573001234567"
        />
        <TextField label={t("from")} defaultValue={filters.from} onChange={set("from")} />
        <SelectField
          className="max-sm:col-span-2"
          label={t("status")}
          defaultValue={filters.status ?? ""}
          onChange={({ target: { value } }) =>
            setDraft({ ...draft, status: messageStatuses.find((status) => status === value) })
          }
          options={[
            { value: "", label: t("anyStatus") },
            ...messageStatuses.map((status) => ({ value: status, label: statuses(status) })),
          ]}
        />
        <TextField
          className="max-sm:col-span-2"
          label={t("createdAfter")}
          type="datetime-local"
          defaultValue={localTimeOf(filters.createdAfter)}
          onChange={setTime("createdAfter")}
        />
        <TextField
          className="max-sm:col-span-2"
          label={t("createdBefore")}
          type="datetime-local"
          defaultValue={localTimeOf(filters.createdBefore)}
          onChange={setTime("createdBefore")}
        />
        <div className="flex gap-2">
          <Button type="submit" icon={Search}>
            {t("apply")}
          </Button>
          <Button variant="ghost" onClick={() => onApply({})}>
            {t("reset")}
          </Button>
        </div>
      </form>
    </search>
  );
}
