import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { DownloadLink } from "../../components/download-link.tsx";
import { FilterForm } from "../../components/filter-form.tsx";
import { defined, oneOf } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { lastDays, usageGroups } from "./usage-rows.ts";
import { UsageChart } from "./usage-chart.tsx";
import { UsageFigures } from "./usage-figures.tsx";
import { UsageTable } from "./usage-table.tsx";

const route = getRouteApi("/signed-in/a/$accountId/usage");

/** What was sent and what it cost: as figures, as a picture of the days, and as a table by what one asks for. */
export function UsagePage(): ReactNode {
  const t = useTranslations("usage");
  const shared = useTranslations("shared");
  const account = useAccount();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [defaults] = useState(() => lastDays(Date.now()));
  const { from = defaults.from, to = defaults.to, groupBy = "day" } = search;
  const isRangeWrong = from > to;
  const byDay = useQuery({
    ...read(account.id, "/v1/usage", { params: { query: { from, to, groupBy: "day" } } }),
    placeholderData: keepPreviousData,
    enabled: !isRangeWrong,
  });
  const byGroup = useQuery({
    ...read(account.id, "/v1/usage", { params: { query: { from, to, groupBy } } }),
    placeholderData: keepPreviousData,
    enabled: !isRangeWrong,
  });
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <DownloadLink path="/v1/usage" query={{ from, to, groupBy, format: "csv" }}>
          {shared("downloadCsv")}
        </DownloadLink>
      }
    >
      <FilterForm
        key={JSON.stringify(search)}
        onReset={() => void navigate({ search: {} })}
        onApply={(values) =>
          void navigate({
            search: defined({
              from: values["from"],
              to: values["to"],
              groupBy: oneOf(usageGroups, values["groupBy"]),
            }),
          })
        }
      >
        <TextField name="from" type="date" label={t("filters.from")} defaultValue={from} />
        <TextField name="to" type="date" label={t("filters.to")} defaultValue={to} />
        <SelectField
          name="groupBy"
          label={t("filters.groupBy")}
          defaultValue={groupBy}
          options={usageGroups.map((value) => ({ value, label: t(`groups.${value}`) }))}
        />
      </FilterForm>
      {isRangeWrong ? (
        <Notice tone="warn" announce>
          {t("rangeWrong")}
        </Notice>
      ) : (
        <>
          <UsageFigures usage={byDay.data} />
          <UsageChart usage={byDay.data} />
          <UsageTable
            group={groupBy}
            rows={byGroup.isPlaceholderData ? undefined : byGroup.data?.data}
            error={byGroup.error}
            onRetry={() => void byGroup.refetch()}
          />
        </>
      )}
    </Page>
  );
}
