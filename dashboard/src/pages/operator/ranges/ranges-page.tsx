import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Download, Hash } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { defined } from "../../../routes/search.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { FileButton } from "../shared/file-button.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { saveFile } from "../shared/save-file.ts";
import { useReview } from "../shared/use-review.ts";
import {
  invalidateRanges,
  rangesCsv,
  rangesQuery,
  type RangesTrial,
  saveRanges,
  type StoredRanges,
  tryRanges,
} from "./ranges-calls.ts";
import { RangesHistory } from "./ranges-history.tsx";
import { RangesTrialView } from "./ranges-diff.tsx";

export type RangesTab = "ranges" | "history";

const route = getRouteApi("/signed-in/operator/ranges");

/** Which operator (MCC-MNC) a number is of, by its prefix. */
export function RangesPage(): ReactNode {
  const t = useTranslations("operator.ranges");
  const { tab = "ranges", cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const ranges = useQuery(rangesQuery);
  const version = ranges.data?.version ?? 0;
  const review = useReview<string, RangesTrial>({
    tryIt: (csv) => tryRanges(csv, version),
    apply: (csv, note, trial) => saveRanges(csv, note, trial.version),
    done: t("saved"),
    onDone: () => invalidateRanges(queries),
  });
  const { data } = ranges;
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        data && (
          <>
            {data.rows.length > 0 && (
              <Button icon={Download} onClick={() => saveFile("operators.csv", "text/csv", rangesCsv(data.rows))}>
                {t("download")}
              </Button>
            )}
            <FileButton label={t("import")} accept=".csv,text/csv" busy={review.checking} onText={review.check} />
          </>
        )
      }
    >
      {review.trial === undefined && <Refusal problem={review.problem} />}
      {data === undefined ? (
        <Card>
          {ranges.isError ? <Failure error={ranges.error} onRetry={() => void ranges.refetch()} /> : <Loading />}
        </Card>
      ) : (
        <Tabs<RangesTab>
          label={t("title")}
          value={tab}
          onChange={(next) => void navigate({ search: defined({ tab: next === "ranges" ? undefined : next }) })}
          tabs={[
            { value: "ranges", label: t("tabs.ranges"), content: <RangesCard stored={data} /> },
            {
              value: "history",
              label: t("tabs.history"),
              content: (
                <RangesHistory
                  current={version}
                  cursor={cursor}
                  onCursor={(next) => void navigate({ search: defined({ tab: "history" as const, cursor: next }) })}
                />
              ),
            },
          ]}
        />
      )}
      <ReviewDialog review={review} title={t("reviewTitle")} action={t("apply")}>
        {(trial) => <RangesTrialView trial={trial} />}
      </ReviewDialog>
    </Page>
  );
}

const shownAtOnce = 100;

/** There may be a hundred thousand: they are searched, and a part is shown. */
function RangesCard({ stored }: { stored: StoredRanges }): ReactNode {
  const t = useTranslations("operator.ranges");
  const format = useFormat();
  const [search, setSearch] = useState("");
  const columns = useMemo(
    () =>
      columnsOf<StoredRanges["rows"][number]>()((column) => [
        column.accessor("prefix", {
          header: t("prefix"),
          cell: ({ getValue }) => <span className="figures">{getValue()}</span>,
        }),
        column.accessor("operator", { header: t("operator"), meta: { grow: true } }),
      ]),
    [t],
  );
  const wanted = search.trim().replace(/^\+/, "");
  // A number finds the prefixes that it begins with, and those that begin with it.
  const found = stored.rows.filter(
    ({ prefix, operator }) =>
      prefix.startsWith(wanted) || (wanted !== "" && wanted.startsWith(prefix)) || operator === wanted,
  );
  return (
    <Card
      title={t("count", { count: stored.ranges })}
      description={
        found.length > shownAtOnce ? t("shown", { shown: shownAtOnce, found: format.count(found.length) }) : undefined
      }
      flush
      actions={
        <TextField
          label={t("search")}
          hideLabel
          placeholder={t("search")}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      }
    >
      <DataTable
        label={t("title")}
        columns={columns}
        rows={found.slice(0, shownAtOnce)}
        idOf={({ prefix }) => prefix}
        empty={
          <Empty
            icon={Hash}
            title={stored.version === 0 ? t("empty") : t("noMatch")}
            {...(stored.version === 0 && { description: t("emptyDetail") })}
          />
        }
      />
    </Card>
  );
}
