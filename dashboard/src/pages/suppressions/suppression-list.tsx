import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { BellOff, SearchX } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { FilterForm } from "../../components/filter-form.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { useAction } from "../../forms/use-action.ts";
import { defined, oneOf } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Empty } from "../../ui/states.tsx";
import { suppressionReasons } from "./reasons.ts";
import { useSuppressionColumns } from "./use-suppression-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/suppressions");
const pageSize = 50;

export function SuppressionList(): ReactNode {
  const t = useTranslations("suppressions");
  const account = useAccount();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { view: _view, cursor, ...filters } = route.useSearch();
  const suppressions = useQuery({
    ...read(account.id, "/v1/suppressions", {
      params: { query: { limit: pageSize, ...filters, ...defined({ cursor }) } },
    }),
    placeholderData: keepPreviousData,
  });
  const { run: lift } = useAction({
    run: ({ recipient, sender }: Schema<"Suppression">) =>
      unwrap(
        account.api.DELETE("/v1/suppressions/{recipient}", {
          params: { path: { recipient }, query: defined({ sender: sender ?? undefined }) },
        }),
      ),
    done: t("lifted"),
    onDone: () => invalidate(queries, account.id, "/v1/suppressions"),
  });
  const askLift = useCallback(
    async (suppression: Schema<"Suppression">): Promise<void> => {
      const question = {
        title: t("liftTitle", { recipient: suppression.recipient }),
        description: t("liftDescription"),
        action: t("liftAction"),
      };
      if (await confirm(question)) lift(suppression);
    },
    [t, lift],
  );
  const columns = useSuppressionColumns(askLift);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div className="grid gap-5">
      <FilterForm
        key={JSON.stringify(filters)}
        onReset={() => void navigate({ search: {} })}
        onApply={({ recipient, reason }) =>
          void navigate({ search: defined({ recipient, reason: oneOf(suppressionReasons, reason) }) })
        }
      >
        <TextField
          name="recipient"
          type="search"
          inputMode="tel"
          label={t("filters.recipient")}
          defaultValue={filters.recipient}
          placeholder="+573001234567"
        />
        <SelectField
          name="reason"
          label={t("filters.reason")}
          defaultValue={filters.reason ?? ""}
          options={[
            { value: "", label: t("filters.anyReason") },
            ...suppressionReasons.map((value) => ({ value, label: t(`reasons.${value}`) })),
          ]}
        />
      </FilterForm>
      <PagedTable
        label={t("title")}
        columns={columns}
        query={suppressions}
        idOf={({ recipient, sender }) => `${recipient} ${sender}`}
        empty={
          isFiltered ? (
            <Empty icon={SearchX} title={t("noMatch")} description={t("noMatchDetail")} />
          ) : (
            <Empty icon={BellOff} title={t("empty")} />
          )
        }
        cursor={cursor}
        onCursor={(next) => void navigate({ search: (before) => defined({ ...before, cursor: next }) })}
      />
    </div>
  );
}
